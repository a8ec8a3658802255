"""Jobs beside people, and deals between bodies, as the exports tell them."""

from __future__ import annotations

import pytest

from chancery.run.deals import deals
from chancery.run.occupations import occupations

JOBS = {
    "Координатор движения «Север» Иван Петров выступил.": ("Иван Петров", "Координатор", "Север"),
    "Об этом сообщил Иван Петров, редактор газеты «Заря».": ("Иван Петров", "редактор", "Заря"),
    "Иван Петров был назначен директором Института физики.": ("Иван Петров", "директором", "Института физики"),
    "Посол Чили Педро Сото прибыл.": ("Педро Сото", "Посол", "Чили"),
    "Иван Петров занял пост министра финансов Чили.": ("Иван Петров", "министра", "Чили"),
    "Анна Орлова (руководитель Роскосмоса) уехала.": ("Анна Орлова", "руководитель", "Роскосмоса"),
}


def told(text: str) -> list[tuple[str, ...]]:
    return [
        tuple(text[span.start : span.stop] for span in (one.who, one.job, one.where) if span is not None)
        for one in occupations(text, "ru")
    ]


@pytest.mark.parametrize("text", JOBS)
def test_a_job_stands_before_or_behind_its_holder(text: str) -> None:
    ((who, job, where),) = told(text)
    expected = JOBS[text]
    assert who == expected[0]
    assert expected[1] in job
    assert expected[2] in where


@pytest.mark.parametrize(
    "text", ["Сын президента Чили уехал.", "Брат Иван Петров приехал.", "Чемпион мира Иван Петров."]
)
def test_kinship_and_titles_of_sport_are_no_jobs(text: str) -> None:
    assert told(text) == []


def test_two_jobs_of_one_person() -> None:
    text = "Депутат Госдумы, председатель комитета по финансам Иван Петров выступил."
    assert [row[1] for row in told(text)] == ["Депутат Госдумы", "председатель комитета"]


def test_a_deal_has_a_party_on_either_side_of_its_word() -> None:
    text = "Компания «Газпром» купила акции компании «Лукойл»."
    ((left, right),) = [deal.parties for deal in deals(text, "ru")]
    assert [text[span.start : span.stop] for span in (left, right)] == ["Газпром", "Лукойл"]


def test_who_only_reports_a_deal_is_no_party() -> None:
    assert deals("Как сообщает газета «Ведомости», «Газпром» увеличил добычу и получил кредит.", "ru") == []
