"""prompts/*.yaml -> packs, plans, rubrics and tasks."""
