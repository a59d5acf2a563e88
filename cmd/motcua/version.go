package main

import (
	"fmt"
	"runtime/debug"
)

// version is what was built: the module's version, or the commit and its time when
// it was built from a checkout, with a mark for changes that are not committed.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "motcua (no build information)"
	}
	return versionOf(info)
}

func versionOf(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	text := "motcua " + info.Main.Version
	if commit := settings["vcs.revision"]; commit != "" {
		text += fmt.Sprintf(" %.12s %s", commit, settings["vcs.time"])
	}
	if settings["vcs.modified"] == "true" {
		text += " (changed)"
	}
	return text + " " + info.GoVersion
}
