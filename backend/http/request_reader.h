// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace roost::http {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Status = boost::beast::http::status;

constexpr std::size_t MaxHeaderOctets = 8192;        // request line and fields
constexpr std::size_t MaxMailHeaderOctets = 131'072; // a field for each of 1000 recipients
constexpr std::size_t MaxBodyOctets = 1024;          // no page of ours needs more

/// The path at which other relays bring mail (protocol.md D30).
constexpr std::string_view MailPath = "/mxdeliv";

/// What a wait for the next request gave.
struct Arrival {
    enum class Kind {
        request, // `request` is whole
        mail,    // a POST to MailPath was begun: nextMail() reads it
        fault,   // answer `fault`, then close: where the next request begins is unknown
        end,     // nothing was begun in time
    };
    Kind kind = Kind::end;
    Status fault = Status::bad_request;
    Request request;
};

/// Reads requests from one peer in bounded memory. A wake() of the connection means that the time
/// for the request is over.
class RequestReader {
public:
    using HeaderParser = boost::beast::http::request_parser<boost::beast::http::empty_body>;
    using MailParser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

    explicit RequestReader(net::Connection& peer) : peer_(peer) {}
    boost::asio::awaitable<Arrival> next();

    /// The rest of the header of a request that brings mail. The body is the caller's.
    boost::asio::awaitable<Arrival> nextMail(HeaderParser& parser);

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    boost::asio::awaitable<Arrival> readLine(std::size_t limit);
    boost::asio::awaitable<Arrival> readHeader(HeaderParser& parser, std::size_t limit);
    boost::asio::awaitable<Arrival> readBody(Parser& parser);

    net::Connection& peer_;
    std::string header_; // of the request under way
};

/// The client waits to be told that its body is wanted (RFC 9110 §10.1.1).
bool expectsContinue(const boost::beast::http::request_header<>& request);
constexpr std::string_view Continue = "HTTP/1.1 100 Continue\r\n\r\n";

Arrival faultOf(const boost::system::error_code& error);

} // namespace roost::http
