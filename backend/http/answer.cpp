// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/answer.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/chrono.h>

#include <ctime>

namespace roost::http {

namespace beast = boost::beast::http;

namespace {

using Response = beast::response<beast::string_body>;

/// RFC 9110 §5.6.7, such as "Sun, 06 Nov 1994 08:49:37 GMT".
std::string httpDate()
{
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::time(nullptr)));
}

/// Nothing we serve needs a script, a frame, a form or another site; and it holds credentials.
void addSecurityFields(Response& response, bool is_trusted)
{
    response.set("Content-Security-Policy",
                 "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
                 "frame-ancestors 'none'");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("X-Frame-Options", "DENY");
    response.set("Referrer-Policy", "no-referrer");
    response.set(beast::field::cache_control, "no-store");
    if (is_trusted) response.set(beast::field::strict_transport_security, "max-age=31536000");
}

/// All octets of `response`, the body only when wanted.
std::string serialised(const Response& response, bool with_body)
{
    beast::serializer<false, beast::string_body> serializer(response);
    serializer.split(true);
    std::string octets;
    boost::system::error_code error;
    while (!error && !serializer.is_done() && (with_body || !serializer.is_header_done())) {
        std::size_t taken = 0;
        serializer.next(error, [&](boost::system::error_code&, const auto& buffers) {
            for (const boost::asio::const_buffer part : boost::beast::buffers_range_ref(buffers))
                octets.append(static_cast<const char*>(part.data()), part.size());
            taken = boost::asio::buffer_size(buffers);
        });
        serializer.consume(taken);
    }
    return octets;
}

} // namespace

Answer statusPage(unsigned status)
{
    const auto reason = beast::obsolete_reason(static_cast<beast::status>(status));
    return {status, "text/plain; charset=utf-8", std::string(reason) + "\n"};
}

std::string wire(const Answer& answer, const Framing& framing)
{
    Response response;
    response.version(11);
    response.result(answer.status);
    response.set(beast::field::date, httpDate());
    response.set(beast::field::content_type, answer.content_type);
    addSecurityFields(response, framing.is_trusted);
    for (const auto& [name, value] : answer.fields) response.set(name, value);
    response.body() = answer.body;
    response.keep_alive(framing.keep_alive);
    response.prepare_payload();
    return serialised(response, !framing.head);
}

} // namespace roost::http
