"""Models by their names on the command line."""

import json
from pathlib import Path

import pytest
from tiny_models import tiny_model

from answer.models.adapters import MADE
from answer.models.load import load_model_by_name
from answer.models.model_files import fingerprint
from answer.models.openai_server import OpenAIServer
from answer.models.transformers_model import TransformersModel
from answer.prompts import CITED, CONTEXT_QA
from builder.errors import UserError


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("base") / "phi", "phi")


def test_phi2_is_the_base_and_a_path_is_its_folder(base: Path) -> None:
    for named in ("phi2", f"path:{base}"):
        model = load_model_by_name(named, str(base), Path(), None, "fp32")
        assert isinstance(model, TransformersModel)
        assert (model.name, model.template) == (named, CITED)


def test_a_template_is_the_one_asked_for(base: Path) -> None:
    assert load_model_by_name("phi2", str(base), Path(), CONTEXT_QA, "fp32").template is CONTEXT_QA


def test_a_merged_adapter_keeps_the_template_it_was_trained_with(tmp_path: Path) -> None:
    merged = tiny_model(tmp_path / "merged", "phi")
    template = {"id": CONTEXT_QA.id, "hash": CONTEXT_QA.hash}
    made = {"base": "a/base", "base_fingerprint": fingerprint(merged), "template": template}
    (merged / MADE).write_text(json.dumps(made))
    named = f"path:{merged}"
    assert load_model_by_name(named, "", Path(), None, "fp32").template is CONTEXT_QA
    with pytest.raises(UserError, match="trained with the prompt format"):
        load_model_by_name(named, "", Path(), CITED, "fp32")


def test_an_endpoint_is_a_server_and_is_not_asked_yet() -> None:
    model = load_model_by_name("endpoint:http://localhost:11434#phi3", "", Path())
    assert isinstance(model, OpenAIServer)
    assert model.name == "endpoint:http://localhost:11434#phi3"


@pytest.mark.parametrize("named", ["", "gpt", "path:", "adapter:", "endpoint:", "phi2:x", ":"])
def test_what_names_no_model_is_refused_with_the_forms(named: str) -> None:
    with pytest.raises(UserError) as refused:
        load_model_by_name(named, "", Path())
    assert "There is no model" in refused.value.message
    assert "adapter:NAME" in refused.value.hint


@pytest.mark.parametrize("name", ["../elsewhere", "/etc", "."])
def test_an_adapters_name_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        load_model_by_name(f"adapter:{name}", "", tmp_path / "adapters")
