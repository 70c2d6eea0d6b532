// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/handover.h"
#include "tests/bench/sink.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <exception>

namespace {

using namespace roost::bench;
using boost::asio::ip::tcp;

struct Options {
    std::string host;
    std::uint16_t port = 25;
    std::string certificate;
    std::string count;
    std::string letters;
    bool is_tls = false;
    HandoverOptions handover;

    tcp::endpoint endpoint() const { return {boost::asio::ip::make_address(host), port}; }
};

CLI::App* addVerb(CLI::App& program, Options& options, const char* name, const char* what)
{
    CLI::App* const verb = program.add_subcommand(name, what);
    verb->add_option("--host", options.host, "IP address")->required();
    verb->add_option("--port", options.port, "Port");
    return verb;
}

void handOverAndTell(Options& options)
{
    options.handover.server = options.endpoint();
    options.handover.is_starttls = !options.is_tls;
    const auto letters = readLetters(options.letters);
    Loop loop;
    // Who times it does not want to count the reading of the file.
    std::getchar();
    const auto start = Clock::now();
    const int again = handOver(loop, options.handover, letters);
    fmt::print("{:.6f} {}\n", secondsSince(start), again);
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App program("The other side of a mail server: hands mail over, or takes it.");
    program.require_subcommand(1);
    Options options;
    auto* const send = addVerb(
        program, options, "send",
        "Hand the letters of a file over, once a line comes in; print seconds and how many had "
        "to be offered again");
    send->add_option("--letters", options.letters, "File")->required();
    send->add_flag("--tls", options.is_tls, "From the first octet, else by STARTTLS");
    send->add_option("--password", options.handover.password, "Log in as the sender with it");
    send->add_option("--connections", options.handover.connections, "At once");
    auto* const sink = addVerb(program, options, "sink", "Take everything, keep nothing");
    sink->add_option("--certificate", options.certificate, "Key and certificate, PEM")->required();
    sink->add_option("--count", options.count, "File that grows with each message")->required();
    CLI11_PARSE(program, argc, argv);
    try {
        if (*sink)
            serveSink(options.endpoint(), options.certificate, options.count);
        else
            handOverAndTell(options);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
    return 0;
}
