"""What owners answer by text message, passed on by the gateway. The body is signed with the chain's secret."""

import hmac
import json

from django.http import HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wangcai.care.public import hear_reply
from wangcai.kernel.public import Refusal, normal_phone, system_actor
from wangcai.shops.public import Chain

SECRET = "sms_secret"  # noqa: S105  the name of the setting


@csrf_exempt
@require_POST
def replied(request: HttpRequest, chain_code: str) -> JsonResponse:
    """`{"from", "text"}` with X-Signature = HMAC-SHA256 of the body; a repeat is answered like the first.

    An unknown chain, one without a secret and a forged call are the same 404.
    """
    chain = Chain.objects.filter(code=chain_code).first()
    secret = str(chain.settings.get(SECRET, "")) if chain else ""
    given = request.headers.get("X-Signature", "")
    if chain is None or not secret or not constant_time_compare(signature(secret, request.body), given):
        return JsonResponse({"code": "not_found", "message": "", "details": {}}, status=404)
    try:
        said = json.loads(request.body)
        number, text = normal_phone(str(said["from"])), str(said["text"])[:200]
    except (ValueError, TypeError, KeyError, Refusal):
        return JsonResponse({"code": "unreadable", "message": "", "details": {}}, status=422)
    by = system_actor(chain.pk, "sms")
    heard = hear_reply(chain_id=chain.pk, number=number, text=text, channel="sms", by=by)
    return JsonResponse({"ok": True, "confirmed": len(heard)})


def signature(secret: str, body: bytes) -> str:
    """What a gateway (and the simulator) writes over a call."""
    return hmac.new(secret.encode(), body, "sha256").hexdigest()
