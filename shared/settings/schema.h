// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/settings/values.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roost::settings {

enum class Type {
    text,
    whole,       // a whole number
    decimal,     // a number
    flag,        // true or false
    octets,      // a whole number, also written 500M or 1G
    choice,      // one of `choices`
    domain,      // a mail domain
    address,     // a mail address; may be empty
    addresses,   // IP addresses, separated by spaces
    domains,     // mail domains, separated by spaces; may be empty
    servers,     // IP addresses with or without a port, separated by spaces; may be empty
    selector,    // a DKIM selector
    certificates // PEM; may be empty
};
BOOST_DESCRIBE_ENUM(Type,
                    text,
                    whole,
                    decimal,
                    flag,
                    octets,
                    choice,
                    domain,
                    address,
                    addresses,
                    domains,
                    servers,
                    selector,
                    certificates)

/// How careful one has to be with a setting.
enum class Risk {
    none,
    care,  // may lock out or surprise users
    danger // loses data or connections
};
BOOST_DESCRIBE_ENUM(Risk, none, care, danger)

/// All there is to say about one setting.
struct Spec {
    std::string_view name;  // the member of Values
    std::string_view group; // heading it stands under
    Type type = Type::text;
    std::string_view unit = {}; // of numbers: octets, seconds, days, ...; may be empty
    double minimum = 0;         // of numbers; of text, its length
    double maximum = 0;
    std::vector<std::string_view> choices = {}; // of Type::choice
    std::string_view help = {};                 // plain words
    Risk risk = Risk::none;
    bool secret = false;    // write-only: never shown, logged or kept in the history
    bool read_only = false; // written by setup_apply alone
};

/// Every setting, in the order of Values.
std::span<const Spec> schema();

/// Null when there is no such setting.
const Spec* find(std::string_view name);

/// Sets one setting from text. Octets take a plain number, or one followed by K, M, G (also KB, MB,
/// GB; powers of 1024).
/// Errors: not_found (no such setting), invalid (with the name, the value and what is allowed).
Result<> apply(Values& values, std::string_view name, std::string_view text);

/// The setting as text that apply() takes; empty for an unknown name.
std::string textOf(const Values& values, std::string_view name);

/// What no single setting can tell: minimum above maximum, two services on one port.
/// Errors: invalid.
Result<> checkTogether(const Values& values);

/// What the store holds, over the defaults.
struct Stored {
    Values values;
    std::vector<std::string> problems; // unknown names and values no longer allowed; defaults stand
};
Stored fromStored(const std::map<std::string, std::string>& stored);

} // namespace roost::settings
