"""What the programs of the stories have in common: an answer that must be so, a drawn signature, a change."""

import json


def ok(answer, status=201):
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def signature():
    import base64
    import io

    from PIL import Image, ImageDraw

    sheet = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(sheet).line([(10, 100), (80, 20), (160, 90), (280, 30)], fill=(20, 20, 40, 255), width=6)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def patch(program, path, body):
    return program.client.patch(
        f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=program.headers("p" + path)
    )
