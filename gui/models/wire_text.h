// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QString>

#include <string_view>

namespace roost::models {

/// Text from the wire, fit to be shown: without control characters and those that change the
/// direction of writing or are invisible, cut at 500 characters. Show it as Qt::PlainText.
QString shownText(std::string_view wire);

/// The same without the cut, for what has to be copied whole, such as links; at most 4000.
QString wholeText(std::string_view wire);

/// A refusal in words for people.
QString errorText(const Error& error);

} // namespace roost::models
