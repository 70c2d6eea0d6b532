// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/options.h"
#include "backend/app/relay.h"
#include "backend/core/log.h"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <malloc.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>

namespace {

constexpr int LargeBlock = 128 * 1024;
constexpr int WrongUsage = 2;

/// Where console and roostctl look when they are not told: the user's own, else the system's.
std::filesystem::path defaultSocket()
{
    if (const char* named = std::getenv("ROOST_CONTROL")) return named;
    if (const char* runtime = std::getenv("XDG_RUNTIME_DIR"))
        return std::filesystem::path(runtime) / "roost" / "control.sock";
    return "/run/roost/control.sock";
}

int run(const roost::app::Options& options)
{
    boost::asio::io_context io;
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    auto relay = roost::app::Relay::start(options);
    if (!relay) {
        roost::core::Log().error("cannot start", {{"why", relay.error().detail}});
        return 1;
    }
    signals.async_wait([](boost::system::error_code, int) {});
    io.run(); // until a signal
    (*relay)->stop();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    // Large messages go back to the system when they are done with, also after the first of them.
    ::mallopt(M_MMAP_THRESHOLD, LargeBlock);
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to vanished peers
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is a full disk, not our end
    roost::app::Options options;
    options.control_socket = defaultSocket();

    CLI::App program("Roost: a chatmail relay. Set it up with roostctl or the console.");
    program.add_option("--data-dir", options.data_dir, "Where all data is kept")->required();
    program.add_option("--control", options.control_socket, "Path of the control socket");
    program.add_option("--threads", options.threads, "I/O threads (0: one per core)");
    program.set_version_flag("--version", ROOST_VERSION);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return program.exit(e) == 0 ? 0 : WrongUsage;
    }

    try {
        return run(options);
    } catch (const std::exception& failure) {
        roost::core::Log().error("ended by an unexpected failure", {{"why", failure.what()}});
        return 1;
    }
}
