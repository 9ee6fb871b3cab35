"""The commands, by what they are for; `foedus.cli` puts them together."""
