"""Cameras: RTSP (or a test picture) becomes HLS in a folder of this machine, as long as somebody asks for it.

Needs `ffmpeg` (Debian: apt install ffmpeg). Each camera has one keeper process, whoever of the web workers asked first.
"""
