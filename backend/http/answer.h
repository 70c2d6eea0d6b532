// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace roost::http {

/// What a page gives back; the fields every answer has are added when it is written.
struct Answer {
    Answer() = default;
    Answer(unsigned s, std::string type, std::string text)
        : status(s), content_type(std::move(type)), body(std::move(text))
    {
    }
    unsigned status = 200;
    std::string content_type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> fields; // such as Allow and Location
};

/// A page that says no more than the status.
Answer statusPage(unsigned status);

/// How an answer is to be written.
struct Framing {
    bool keep_alive = false;
    bool head = false;       // the request was HEAD: everything but the body
    bool is_trusted = false; // the certificate is one that browsers trust
};

/// The answer as octets, security fields included.
std::string wire(const Answer& answer, const Framing& framing);

} // namespace roost::http
