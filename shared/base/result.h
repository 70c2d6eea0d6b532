// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace roost {

/// What kind of refusal an Error is: a closed set, so that callers can switch and reports can
/// count.
enum class Code {
    not_found,   // the thing named does not exist
    exists,      // it does already
    invalid,     // the input is malformed or out of range
    denied,      // the caller may not
    limit,       // a quota, rate or size is used up
    timeout,     // an answer did not come in time
    unavailable, // we cannot now; later may work
    corrupt,     // stored data is damaged
    internal,    // our own bug
};

/// The name of `code` as it travels on the wire, such as "not_found".
std::string_view codeName(Code code);

/// A refusal. `detail` is English, for logs and for admins; it never holds a secret.
struct Error {
    Error() = default; // Boost's result asks for it
    Error(Code c, std::string d) : code(c), detail(std::move(d)) {}
    Code code = Code::internal;
    std::string detail;
    bool operator==(const Error&) const = default;
};

/// Thrown when value() is asked of a refused Result: a bug of the caller.
class BadResult : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&)
{
    throw BadResult(error.detail);
}

/// A value or our Error. Returned, never stored; a dropped one is a warning.
template <class T = void>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
public:
    using boost::system::result<T, Error>::result;
};

} // namespace roost
