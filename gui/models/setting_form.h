// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/settings.h"

#include <QString>
#include <QStringList>

namespace roost::models {

/// What a form shows of one setting, and what may be typed there. All of it follows from what the
/// daemon tells, so settings of a newer daemon work as well.

/// Its name in plain words: "Largest message".
QString settingTitle(const api::Setting& setting);
QString groupTitle(const api::Setting& setting);

/// What it does, in the user's language when we know the daemon's words.
QString settingHelp(const api::Setting& setting);

/// "Default: 20 · from 1 to 1,000"
QString settingLimits(const api::Setting& setting);

/// "days"; nothing for settings that have none.
QString unitText(const api::Setting& setting);

/// A value as a person would type it: sizes as 30M.
QString editText(const api::Setting& setting, const std::string& value);

/// A value in words: sizes as "30 MiB".
QString valueText(const api::Setting& setting, const std::string& value);

/// Why `typed` cannot be its value; empty when it can, as far as we know.
QString settingProblem(const api::Setting& setting, const QString& typed);

} // namespace roost::models
