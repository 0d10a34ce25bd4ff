"""Where carriers call back. The body is signed with the chain's secret; a repeat is answered like the first."""

import hmac
import json

from django.http import HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wangcai.delivery.public import carrier_called_back
from wangcai.kernel.public import Refusal, system_actor
from wangcai.shops.public import Chain


@csrf_exempt
@require_POST
def called_back(request: HttpRequest, chain_code: str, carrier: str) -> JsonResponse:
    """`{"tracking", "status", "reason"}` with X-Signature = HMAC-SHA256 of the body; status on_the_way, arrived or failed."""
    chain = Chain.objects.filter(code=chain_code).first()
    secret = chain.settings.get("carrier_secret", "") if chain else ""
    expected = hmac.new(secret.encode(), request.body, "sha256").hexdigest()
    if chain is None or not secret or not constant_time_compare(expected, request.headers.get("X-Signature", "")):
        return JsonResponse({"code": "not_found", "message": "", "details": {}}, status=404)
    try:
        said = json.loads(request.body)
        told = {name: str(said.get(name, ""))[:200] for name in ("tracking", "status", "reason")}
    except (ValueError, AttributeError):
        return JsonResponse({"code": "unreadable", "message": "", "details": {}}, status=422)
    try:
        carrier_called_back(chain_id=chain.pk, carrier=carrier, by=system_actor(chain.pk, carrier), **told)
    except Refusal as refusal:
        return JsonResponse(refusal.as_dict(), status=refusal.status)
    return JsonResponse({"ok": True})
