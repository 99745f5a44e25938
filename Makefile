# Each target is one command of course.py; without make, run `python course.py book` and so on.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help book test lab exercises questions lint format lock address benchmark-word2vec benchmark-grading benchmark-hostile case-study pdf lighthouse links
help book test lab exercises questions lint format lock address benchmark-word2vec benchmark-grading benchmark-hostile case-study pdf lighthouse links:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "There is no $(PYTHON) on this machine. Install Python 3.11, 3.12 or 3.13, or name yours: make $@ PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) course.py $@

# An unknown command gets the list of those that there are.
.DEFAULT:
	@$(PYTHON) course.py $@
