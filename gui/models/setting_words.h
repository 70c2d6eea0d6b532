// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace roost::models {

// Translated words for what the daemon names; empty for names of a newer daemon.
QString settingWords(std::string_view name);
QString groupWords(std::string_view group);
/// A value of a setting that offers several.
QString choiceWords(std::string_view choice);
QString unitWords(std::string_view unit);

} // namespace roost::models
