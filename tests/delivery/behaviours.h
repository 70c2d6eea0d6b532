// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/delivery/remote_world.h"

namespace roost::test {

using Kind = Behaviour::Kind;
using delivery::remote::Outcome;

inline RecipientResult answered(Outcome outcome, const std::string& reply)
{
    return {"", outcome, reply, "", outcome == Outcome::delivered ? Cause::none : Cause::refused};
}

inline Behaviour answering(Outcome outcome, const std::string& reply)
{
    Behaviour behaviour;
    behaviour.answer = [=](const std::string&) { return answered(outcome, reply); };
    return behaviour;
}

inline Behaviour being(Kind kind)
{
    Behaviour behaviour;
    behaviour.kind = kind;
    return behaviour;
}

} // namespace roost::test
