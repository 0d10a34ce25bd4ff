"""A refusal: nothing was saved, and the person is told why and what to do."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """Raised by a use case that does not do what was asked.

    `code` is for programs, `sentence` (a lazy translatable text with {placeholders}) for people,
    `field` names the form field it stands beside, `status` is the HTTP status of pages and API.
    """

    code: ClassVar[str] = "refused"
    sentence: Any = _("这一步没有做成。")
    field: str = ""
    status: ClassVar[int] = 422

    def __init__(self, *, field: str = "", **details: Any) -> None:
        super().__init__(self.code)
        self.field = field or self.field
        self.details = details

    def __str__(self) -> str:
        return str(self.sentence).format(**self.details)

    def as_dict(self) -> dict[str, Any]:
        """`{code, message, details}`: the shape of every refusal of the API."""
        plain = (str, int, float, bool, list, dict)
        details = {k: v if v is None or isinstance(v, plain) else str(v) for k, v in self.details.items()}
        if self.field:
            details["field"] = self.field
        return {"code": self.code, "message": str(self), "details": details}


class NotAllowed(Refusal):
    """The actor's role does not include this in this store."""

    code = "not_allowed"
    sentence = _("您的岗位不能做这件事（{permission}），请找店长。")
    status = 403


class NotFound(Refusal):
    """Absent, or not yours: the two are told apart to nobody."""

    code = "not_found"
    sentence = _("没有找到，可能已被删除，或不在您的门店。")
    status = 404


class Missing(Refusal):
    """A required piece of information is not there."""

    code = "missing"
    sentence = _("请填写：{what}。")
