// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <string>

namespace roost::http {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Status = boost::beast::http::status;

constexpr std::size_t MaxHeaderOctets = 8192; // request line and fields
constexpr std::size_t MaxBodyOctets = 1024;   // no page of ours needs more

/// What a wait for the next request gave.
struct Arrival {
    enum class Kind {
        request, // `request` is whole
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
    explicit RequestReader(net::Connection& peer) : peer_(peer) {}
    boost::asio::awaitable<Arrival> next();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    boost::asio::awaitable<Arrival> readHeader(Parser& parser);
    boost::asio::awaitable<Arrival> readBody(Parser& parser);

    net::Connection& peer_;
};

} // namespace roost::http
