// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/log.h"

#include "backend/core/event_limit.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>

namespace roost::core {
namespace {

constexpr std::size_t MaxValueOctets = 256;

struct Output {
    std::mutex mutex;
    EventLimit limit;
    std::function<void(Level, const std::string&)> sink;
};

std::atomic<Level> least_level{Level::info};

/// Never destroyed: threads may log while the process ends.
Output& output()
{
    static Output* const the_output = new Output;
    return *the_output;
}

std::string_view levelName(Level level)
{
    switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
    }
    return "error";
}

bool isPlain(char c)
{
    return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
}

/// Everything but printable ASCII is escaped: what a peer sent must not move a terminal's cursor.
void appendEscaped(std::string& line, char c)
{
    constexpr std::string_view Hex = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        line += '\\';
        line += c;
    } else if (c >= ' ' && c < 0x7f) {
        line += c;
    } else {
        const auto octet = static_cast<unsigned char>(c);
        line += "\\x";
        line += Hex[octet >> 4];
        line += Hex[octet & 15];
    }
}

void appendField(std::string& line, std::string_view key, std::string_view value)
{
    value = value.substr(0, MaxValueOctets);
    bool plain = !value.empty();
    for (const char c : value) plain = plain && isPlain(c);
    line += ' ';
    line += key;
    line += '=';
    if (plain) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) appendEscaped(line, c);
    line += '"';
}

std::string lineOf(Level level, std::string_view event)
{
    std::string line = "level=";
    line += levelName(level);
    appendField(line, "event", event);
    return line;
}

/// One write(2) per line, so that lines of several threads and processes never mix.
void emit(Output& out, Level level, std::string line)
{
    if (out.sink) return out.sink(level, line);
    line += '\n';
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

void writeLine(Level level, std::uint64_t sid, std::string_view event, LogFields fields)
{
    if (!isLogged(level)) return;
    Output& out = output();
    const std::lock_guard lock(out.mutex);
    const auto now = std::chrono::steady_clock::now();
    for (const auto& held : out.limit.takeHeld(now)) {
        std::string line = lineOf(Level::warn, "log lines held back");
        appendField(line, "of", held.event);
        appendField(line, "lines", std::to_string(held.lines));
        emit(out, Level::warn, std::move(line));
    }
    if (!out.limit.admits(event, now)) return;
    std::string line = lineOf(level, event);
    if (sid != 0) appendField(line, "sid", std::to_string(sid));
    for (const LogField& field : fields) appendField(line, field.key, field.value);
    emit(out, level, std::move(line));
}

} // namespace

void Log::debug(std::string_view event, LogFields fields) const
{
    writeLine(Level::debug, sid_, event, fields);
}

void Log::info(std::string_view event, LogFields fields) const
{
    writeLine(Level::info, sid_, event, fields);
}

void Log::warn(std::string_view event, LogFields fields) const
{
    writeLine(Level::warn, sid_, event, fields);
}

void Log::error(std::string_view event, LogFields fields) const
{
    writeLine(Level::error, sid_, event, fields);
}

void setLogLevel(Level level)
{
    least_level = level;
}

bool isLogged(Level level)
{
    return level >= least_level.load(std::memory_order_relaxed);
}

void setLogSink(std::function<void(Level, const std::string& line)> sink)
{
    Output& out = output();
    const std::lock_guard lock(out.mutex);
    out.sink = std::move(sink);
    out.limit = EventLimit();
}

std::uint64_t nextSessionId()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace roost::core
