from django.db import models

from wangcai.kernel.public import ChainRow


class Text(ChainRow):
    """A text the house works by, in versions. `code` is how a service names it (bath_dog, boarding…)."""

    class Kind(models.TextChoices):
        SOP = "sop"
        AGREEMENT = "agreement"
        INQUIRY = "inquiry"
        ADVICE = "advice"

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=80)
    species = models.CharField(max_length=10, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "kind", "code"], name="text_code")]
        ordering = ["kind", "code"]


class TextVersion(ChainRow):
    """One wording, as it was when it was published. Never changed: `digest` is the SHA-256 of its content.

    `content` by kind. SOP: {"steps": [{"code", "text", "need": "" | "photo" | "value" | "second" | "timer" | "lot",
    "minutes", "required", "unit"}]}. Inquiry: {"questions": [{"code", "text", "kind": "yes_no" | "choice" | "text" |
    "number", "choices": [{"code", "text"}], "red": [codes], "first_visit_only", "required"}]}; the question `news` is for
    pets we know, "yes" to it asks everything again. Agreement and advice: {"text": "…"}.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "text", "number"], name="text_version_once")]
        ordering = ["-number"]
