"""The page for a form whose secret (CSRF) no longer fits: almost always an old tab."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with what to do; an htmx fragment gets only the sentence."""
    template = "403_csrf.html#sentence" if request.headers.get("HX-Request") else "403_csrf.html"
    return render(request, template, {"reason": reason}, status=403)
