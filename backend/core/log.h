// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace roost::core {

enum class Level { debug, info, warn, error };

/// One `key=value` of a log line. Values are quoted where needed, control octets escaped, and
/// cut at 256 octets. Never a client address, password, token, Message-ID or full mail address
/// (the latter at debug only).
struct LogField {
    LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
    LogField(std::string_view k, const std::string& v) : key(k), value(v) {}
    LogField(std::string_view k, const char* v) : key(k), value(v) {}
    LogField(std::string_view k, std::int64_t v) : key(k), value(std::to_string(v)) {}
    LogField(std::string_view k, std::uint64_t v) : key(k), value(std::to_string(v)) {}
    LogField(std::string_view k, int v) : key(k), value(std::to_string(v)) {}
    LogField(std::string_view k, bool v) : key(k), value(v ? "true" : "false") {}
    std::string_view key;
    std::string value;
};

using LogFields = std::initializer_list<LogField>;

/// Writes constant lower-case events with fields as logfmt to stderr:
/// `log.info("message accepted", {{"id", id}})`. The same event is written at most 10 times a
/// second; the rest is counted. Cheap to copy; any thread.
class Log {
public:
    Log() = default;
    /// Lines of this logger carry `sid=` (0: none).
    explicit Log(std::uint64_t sid) : sid_(sid) {}
    void debug(std::string_view event, LogFields fields = {}) const;
    void info(std::string_view event, LogFields fields = {}) const;
    void warn(std::string_view event, LogFields fields = {}) const;
    void error(std::string_view event, LogFields fields = {}) const;

private:
    std::uint64_t sid_ = 0;
};

/// Process-wide: the least level that is written.
void setLogLevel(Level level);
bool isLogged(Level level);

/// Tests read the lines instead of stderr; an empty function gives stderr back.
void setLogSink(std::function<void(Level, const std::string& line)> sink);

/// A number unique in this process, for `sid=`.
std::uint64_t nextSessionId();

} // namespace roost::core
