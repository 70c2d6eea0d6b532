// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/ctl/context.h"
#include "shared/api/queue.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace roost::ctl {

/// CLI11 takes a word in brackets for a list and unpacks it where several words may stand. Behind a
/// space it stays as it is: what is typed behind `queue` needs that, for address literals.
std::vector<std::string> withLiteralsKept(int argc, const char* const* argv);

/// `queue` and `peer` of the command line, with what is typed behind them.
class QueueLine {
public:
    using Action = std::function<Result<>()>;

    /// Once `app` has parsed one of these verbs, `choose` is told what to do. This outlives both.
    void addTo(CLI::App& app, const Context& context, std::function<void(Action)> choose);

private:
    using Verb = Result<> (*)(const Context&, const std::vector<std::string>&);

    void addLists(CLI::App* queue, const Context& context);
    void
    addVerb(CLI::App* queue, const Context& context, const char* name, const char* help, Verb verb);

    std::function<void(Action)> choose_;
    std::vector<std::string> which_;
    std::string shown_which_;
    api::QueueMessages::Params shown_;
    std::int64_t hours_ = 0;
};

} // namespace roost::ctl
