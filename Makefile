# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
# Python 3.11 or newer, make and a network are all that must be there beforehand (scripts/prepare.py gets the rest).

# Compiled modules are kept. Images of Python forbid it, and then each server that a test starts compiles 3,000 files anew.
export PYTHONDONTWRITEBYTECODE :=

PY := .venv/bin/python
# 2 workers hold the machine's two cores busy and leave room for the servers and browsers that tests start.
WORKERS ?= 2
# Text whose encoding nobody has said is an error in our own code (EncodingWarning; pyproject.toml).
PYTEST := PYTHONWARNDEFAULTENCODING=1 $(PY) -m pytest -q -n $(WORKERS)
# Counted where CI is set; it takes a third more time (docs/testing.md).
COVERAGE ?= $(if $(CI),--cov --cov-report=)

.PHONY: help demo serve test test-quick check format bench house where mutants pictures messages migrations release requirements \
	hooks wheel clean ready-demo ready-wheel ready-test

help:
	@echo "make demo          vis Samspil med en opdigtet kommune (PORT=9000 for en anden port; SIZE=city: 75 skoler)"
	@echo "make serve         demoen til udvikling: starter igen, når kode eller sider ændres"
	@echo "make test          alle test, også i browseren"
	@echo "make test-quick    test uden browser og uden processer, der slås ihjel"
	@echo "make check         alle eftersyn af koden; hver fejl nævnes"
	@echo "make format        bring koden på den form, som make check kræver"
	@echo "make bench         målinger af fart og forslag"
	@echo "make house         hvem bruger hvem, målt i koden, ind i docs/architecture.md"
	@echo "make where PAGE=…  koden bag en side: PAGE=/bord/ eller PAGE=dialogue:table"
	@echo "make mutants       ændr koden ét sted ad gangen, og se, om en test mærker det (PARTS=leases MOST=50)"
	@echo "make pictures      billeder af siderne til docs/pictures"
	@echo "make messages      saml sætninger, der skal oversættes, og gør oversættelserne klar"
	@echo "make migrations    skriv de migreringer, som ændrede modeller kræver"
	@echo "make release       ved en udgivelse: gem en prøve af databasen, og frys migreringerne"
	@echo "make requirements  regn requirements/*.txt ud igen efter pyproject.toml"
	@echo "make hooks         kør de hurtige eftersyn før hver commit"
	@echo "make wheel         byg en pakke med alt, klar til at lægge ind et andet sted (dist/)"
	@echo "make clean         fjern alt, der er lavet her (også demoens data)"

demo: ready-demo
	@exec $(PY) -m samspil.cli demo $(if $(SIZE),--size $(SIZE))

serve: ready-demo
	@exec $(PY) -m samspil.cli demo --reload

# The whole suite, then in the poorest locale what depends on it.
test: ready-test
	$(PYTEST) --durations=20 $(COVERAGE)
	LC_ALL=C LANG= LANGUAGE= $(PYTEST) -m locale -p no:cacheprovider $$(grep -rl --include='test_*.py' mark.locale samspil tests)

test-quick: ready-test
	$(PYTEST) -m "not browser and not process"

check: ready-test
	@$(PY) scripts/checks.py

format: ready-test
	@$(PY) -m ruff check --fix --quiet samspil tests bench scripts conftest.py; $(PY) -m ruff format samspil tests bench scripts conftest.py
	@find samspil -name '*.html' -path '*templates*' -print0 | xargs -0 .venv/bin/djhtml --tabwidth 2

bench: ready-test
	@$(PY) -m bench

house: ready-test
	@$(PY) scripts/house.py write

where: ready-test
	@$(PY) scripts/house.py where '$(PAGE)'

# Takes hours; not part of `make test`. PARTS names some of the parts, MOST bounds the changes tried of each.
mutants: ready-test
	@$(PY) scripts/mutants.py $(PARTS) --most $(or $(MOST),0) --workers $(WORKERS)

pictures: ready-test
	@$(PY) scripts/pictures.py

messages: ready-test
	@$(PY) scripts/messages.py extract
	@$(PY) scripts/messages.py compile

migrations: ready-test
	@$(PY) scripts/migrations.py make $(ARGS)

release: ready-test
	@$(PY) scripts/version_dump.py
	@$(PY) scripts/migrations.py freeze

requirements: ready-test
	@$(PY) scripts/requirements.py compile

hooks: ready-test
	@.venv/bin/prek install

wheel: ready-wheel
	@$(PY) -m hatchling build --target wheel

ready-demo:
	@python=$$(scripts/python.sh) && exec "$$python" scripts/prepare.py demo

ready-wheel:
	@python=$$(scripts/python.sh) && exec "$$python" scripts/prepare.py wheel

ready-test:
	@python=$$(scripts/python.sh) && exec "$$python" scripts/prepare.py test

clean:
	rm -rf .venv .data node_modules dist samspil/ui/static/ui/vendor samspil/ui/fonts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find samspil tests bench scripts -name __pycache__ -prune -exec rm -rf {} +
	find samspil -name '*.mo' -delete
