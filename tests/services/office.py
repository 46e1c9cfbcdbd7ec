"""LibreOffice and the Open XML validator, as judges of the Word files that the program writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.services import outside, processes


class LibreOffice:
    """Turns documents into PDF, with a profile of its own, so that no open window of the user's is in the way."""

    def __init__(self, folder: Path) -> None:
        self._soffice = outside.need("LibreOffice", outside.find("soffice"))
        self._folder = folder

    def to_pdf(self, document: Path, *, seconds: float = 120) -> Path:
        """Return the PDF made of a document; RuntimeError where LibreOffice makes none."""
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        options = [profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(self._folder)]
        pdf = self._folder / f"{document.stem}.pdf"
        pdf.unlink(missing_ok=True)
        printed = processes.run([self._soffice, *options, document], seconds=seconds)
        if not pdf.is_file():  # it says so, and ends with 0
            raise RuntimeError(f"LibreOffice made no PDF of {document.name}:\n{printed}")
        return pdf


class OoxmlValidator:
    """The Open XML SDK's judgement of a docx or xlsx file; the program's place is in LBSAP_OOXML_VALIDATOR."""

    def __init__(self) -> None:
        given = os.environ.get("LBSAP_OOXML_VALIDATOR")
        self._program = outside.need("the OOXML validator", Path(given) if given else None)

    def __call__(self, document: Path) -> list[str]:
        """Return the errors found, each as `part xpath: description`; none means valid for Microsoft 365."""
        judged = json.loads(processes.run([self._program, document], seconds=60))
        errors = [f"{error['path']} {error['xPath']}: {error['description']}" for error in judged["errors"]]
        if judged["ok"] == bool(errors):
            raise RuntimeError(f"the validator contradicts itself: {judged}")
        return errors
