// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/relay_model.h"

#include <QString>

namespace roost::models {

enum class Tone { good, busy, warning, bad };

/// What the console leads to next.
enum class NextStep { none, invite, queue, set_up, try_now };

/// How the relay is, for a person: one sentence, what to do next, and a button for it.
struct Condition {
    Tone tone = Tone::busy;
    QString sentence;
    QString advice;
    NextStep next = NextStep::none;
};

Condition conditionOf(const RelayModel& relay);

} // namespace roost::models
