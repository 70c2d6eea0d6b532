// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/ctl/command_line.h"
#include "tests/control/control_world.h"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace roost::test {

struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};

inline Outcome runAt(const std::string& path, std::vector<std::string> words)
{
    words.insert(words.begin(), {"roostctl", "--control", path});
    std::vector<const char*> arguments;
    for (const std::string& word : words) arguments.push_back(word.c_str());
    std::ostringstream out;
    std::ostringstream err;
    const int code = ctl::run(static_cast<int>(arguments.size()), arguments.data(), out, err);
    return {code, out.str(), err.str()};
}

/// A served relay and the command line that talks to it.
struct CommandDesk : ControlWorld {
    explicit CommandDesk(settings::Values values = freshSettings())
        : ControlWorld(std::move(values))
    {
        if (!start()) qFatal("the control server does not start");
    }
    Outcome run(std::vector<std::string> words) { return runAt(path(), std::move(words)); }
};

inline bool contains(const std::string& text, std::string_view part)
{
    if (text.find(part) != std::string::npos) return true;
    qWarning("not in: %s", text.c_str());
    return false;
}

} // namespace roost::test
