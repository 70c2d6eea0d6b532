// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/relay_model.h"

#include <QString>

#include <string>

namespace roost::models {

enum class Tone { good, busy, warning, bad };

/// What the console leads to next.
enum class NextStep { none, invite, queue, set_up, try_now, setting };

/// How the relay is, for a person: one sentence, what to do next, and a button for it.
struct Condition {
    Tone tone = Tone::busy;
    QString sentence;
    QString advice;
    NextStep next = NextStep::none;
    std::string setting = {}; // its name, for NextStep::setting
};

Condition conditionOf(const RelayModel& relay);

} // namespace roost::models
