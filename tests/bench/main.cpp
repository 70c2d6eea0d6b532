// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measures.h"
#include "tests/bench/report.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <unistd.h>

namespace {

using namespace roost::bench;

/// One thing to measure, and how often a run of the driver repeats it (0: as often as asked).
struct Measure {
    std::string name;
    int repeats;
    std::function<Figures(Loop&, const Server&, const Effort&)> measure;
    bool must_be_named = false; // needs a server that was made for it
};

Measure submitting(std::string key, int recipients, std::size_t octets)
{
    const Burst burst{key, recipients, octets};
    return {std::move(key), 0, [burst](Loop& loop, const Server& server, const Effort& effort) {
                return measureSubmit(loop, server, effort, burst);
            }};
}

Measure idling(std::string key, int Effort::*clients)
{
    return {key, 1, [key, clients](Loop& loop, const Server& server, const Effort& effort) {
                return measureIdle(loop, server, effort, key, effort.*clients);
            }};
}

std::vector<Measure> allMeasures()
{
    // Idle clients first: memory is compared with that of servers which have not worked yet.
    return {idling("idle", &Effort::idle_clients),
            idling("many", &Effort::many_idle_clients),
            submitting("submit1", 1, 3 << 10),
            submitting("submit10", 10, 3 << 10),
            submitting("submit100k", 1, 100 << 10),
            {"latency", 0, measureLatency},
            {"login", 0, measureLogin},
            {"fetch", 0, measureFetch},
            {"crowd", 1, measureCrowd, true}};
}

struct Options {
    std::vector<std::string> servers;
    std::vector<std::string> only;
    int runs = 3;
    Effort effort;
};

void addOptions(CLI::App& program, Options& options)
{
    program
        .add_option("--server", options.servers,
                    "name=.. host=.. smtps=.. imaps=.. users=u{:07}@.. password=.. pids=..; "
                    "the second is the reference")
        ->required();
    program.add_option("--only", options.only,
                       "submit1, submit10, submit100k, latency, login, "
                       "idle, many, fetch, crowd");
    program.add_option("--runs", options.runs, "Repeats, in alternation between the servers");
    program.add_option("--seconds", options.effort.seconds, "Of submitting, of logging in");
    program.add_option("--quiet-messages", options.effort.quiet_messages, "One at a time");
    program.add_option("--idle-clients", options.effort.idle_clients, "Few");
    program.add_option("--many-idle-clients", options.effort.many_idle_clients, "Many");
    program.add_option("--idle-seconds", options.effort.idle_seconds, "Of silence");
    program.add_option("--crowd", options.effort.crowd, "As many as may log in");
    program.add_option("--messages", options.effort.messages, "Fetched and deleted");
}

bool isWanted(const Options& options, const Measure& measure)
{
    if (options.only.empty()) return !measure.must_be_named;
    return std::ranges::find(options.only, measure.name) != options.only.end();
}

void run(const Options& options)
{
    std::vector<Server> servers;
    for (const auto& text : options.servers) servers.push_back(parseServer(text));
    std::vector<Samples> samples(servers.size());
    for (const Measure& measure : allMeasures()) {
        if (!isWanted(options, measure)) continue;
        const int repeats = measure.repeats != 0 ? measure.repeats : options.runs;
        for (int i = 0; i < repeats * static_cast<int>(servers.size()); ++i) {
            const auto which = static_cast<std::size_t>(i) % servers.size();
            ::sync(); // one server must not pay for what the other left to write
            Loop loop;
            const auto figures = measure.measure(loop, servers[which], options.effort);
            for (const auto& [key, value] : figures) {
                fmt::print(stderr, "{:10} {:24} {:12.4f}\n", servers[which].name, key, value);
                samples[which][key].push_back(value);
            }
        }
    }
    std::fputs(report(samples).c_str(), stdout);
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App program("Times a submission and IMAP server, and another one beside it.");
    Options options;
    addOptions(program, options);
    CLI11_PARSE(program, argc, argv);
    try {
        run(options);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
    return 0;
}
