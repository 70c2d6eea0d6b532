// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/queue_line.h"

#include "backend/ctl/queue_commands.h"

#include <CLI/CLI.hpp>

namespace roost::ctl {

namespace {

constexpr auto WhichHelp =
    "Numbers of messages, or a destination such as example.org or '[192.0.2.1]'";

} // namespace

std::vector<std::string> withLiteralsKept(int argc, const char* const* argv)
{
    std::vector<std::string> words(argv, argv + argc);
    bool is_queue = false;
    for (std::string& word : words) {
        if (is_queue && word.starts_with('[') && word.ends_with(']')) word.insert(0, 1, ' ');
        is_queue = is_queue || word == "queue";
    }
    return words;
}

void QueueLine::addTo(CLI::App& app, const Context& context, std::function<void(Action)> choose)
{
    choose_ = std::move(choose);
    auto* queue = app.add_subcommand("queue", "Mail that waits for other servers");
    queue->require_subcommand(1);
    addLists(queue, context);
    addVerb(queue, context, "retry", "Try now", &retryQueued);
    auto* hold = queue->add_subcommand(
        "hold", "Leave alone until released: it is not returned meanwhile, but what "
                "is released after its lifetime is tried once more only");
    hold->add_option("WHICH", which_, WhichHelp)->required();
    hold->add_option("--for", hours_, "Hours; of a destination, without it until released")
        ->check(CLI::Range(1, 87600));
    hold->callback([this, &context] {
        choose_([this, &context] { return holdQueued(context, which_, hours_); });
    });
    addVerb(queue, context, "release", "Let go what is held", &releaseQueued);
    addVerb(queue, context, "bounce", "Return to sender: give up, and tell who wrote it",
            &bounceQueued);
    addVerb(queue, context, "discard", "Remove and tell nobody; can be undone for a day",
            &discardQueued);
    addVerb(queue, context, "restore", "Bring back what was discarded", &restoreQueued);

    auto* peer = app.add_subcommand("peer", "Servers that mail goes to");
    peer->require_subcommand(1);
    auto* peers = peer->add_subcommand("list", "How each of them behaves");
    peers->callback([this, &context] { choose_([&context] { return listPeers(context); }); });
}

void QueueLine::addLists(CLI::App* queue, const Context& context)
{
    auto* list = queue->add_subcommand("list", "What waits, by destination and reason");
    list->callback([this, &context] { choose_([&context] { return listQueue(context); }); });
    auto* show = queue->add_subcommand("show", "Single messages, and why they wait");
    show->add_option("WHICH", shown_which_,
                     "Only of this destination, or the message of this number");
    show->add_flag("--discarded", shown_.discarded, "Those that can be restored");
    show->add_option("--after", shown_.after, "Only messages with a larger number");
    show->add_option("--limit", shown_.limit, "Rows, 1 to 1000")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    show->callback([this, &context] {
        choose_([this, &context] { return showQueue(context, shown_which_, shown_); });
    });
    auto* rules = queue->add_subcommand("rules", "Destinations that are held");
    rules->callback([this, &context] { choose_([&context] { return listRules(context); }); });
}

void QueueLine::addVerb(
    CLI::App* queue, const Context& context, const char* name, const char* help, Verb verb)
{
    auto* added = queue->add_subcommand(name, help);
    added->add_option("WHICH", which_, WhichHelp)->required();
    added->callback([this, &context, verb] {
        choose_([this, &context, verb] { return verb(context, which_); });
    });
}

} // namespace roost::ctl
