"""导入: what came in lately, and the door for the next file."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wangcai.imports.public import KINDS, keep_upload, runs_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.imports.words import STATES
from wangcai.kernel.public import Refusal


class UploadForm(forms.Form):
    """Which kind of file, and the file."""

    kind = forms.ChoiceField(label=_("导入什么"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("文件"), help_text=_("CSV（可压缩为 .gz）、XLSX 或 XLS；第一行是列名"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,.xlsx,.xls,.txt,text/csv"}),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Any, store: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        allowed = [(name, kind.LABEL) for name, kind in KINDS.items() if by.may(kind.PERMISSION, store.pk)]
        self.fields["kind"].choices = allowed  # type: ignore[attr-defined]
        self.fields["kind"].initial = allowed[0][0] if allowed else None


@require_http_methods(["GET", "POST"])
@staff_page("customers.import")
def imports(request: Any) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, by=request.actor, store=request.store)
    refusal = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = keep_upload(
                kind=form.cleaned_data["kind"],
                store=request.store,
                name=file.name,
                chunks=file.chunks(),
                by=request.actor,
            )
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("office:import_run", run.public_id)
    runs = [(run, KINDS[run.kind].LABEL, *STATES[run.state]) for run in runs_of(request.actor)]
    context = {"form": form, "runs": runs, "refusal": refusal}
    return render(request, "office/imports/list.html", context, status=422 if refusal or form.errors else 200)
