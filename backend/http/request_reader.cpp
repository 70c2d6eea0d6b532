// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/request_reader.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include <algorithm>

namespace roost::http {

namespace beast = boost::beast::http;
using boost::asio::awaitable;
using boost::system::error_code;

namespace {

Arrival faultOf(Status status)
{
    Arrival arrival;
    arrival.kind = Arrival::Kind::fault;
    arrival.fault = status;
    return arrival;
}

Arrival faultOf(const error_code& error)
{
    if (error == beast::error::header_limit)
        return faultOf(Status::request_header_fields_too_large);
    if (error == beast::error::body_limit) return faultOf(Status::payload_too_large);
    return faultOf(Status::bad_request);
}

Arrival arrived()
{
    Arrival arrival;
    arrival.kind = Arrival::Kind::request;
    return arrival;
}

/// RFC 9112 §3.2: exactly one Host in HTTP/1.1.
bool hasOneHost(const Request& request)
{
    const auto hosts = request.count(beast::field::host);
    return hosts == 1 || (hosts == 0 && request.version() < 11);
}

bool expectsContinue(const Request& request)
{
    return request.version() >= 11
           && boost::beast::iequals(request[beast::field::expect], "100-continue");
}

} // namespace

awaitable<Arrival> RequestReader::next()
{
    Parser parser;
    parser.header_limit(MaxHeaderOctets);
    parser.body_limit(MaxBodyOctets);

    Arrival arrival = co_await readHeader(parser);
    if (arrival.kind != Arrival::Kind::request) co_return arrival;
    if (!hasOneHost(parser.get())) co_return faultOf(Status::bad_request);

    if (!parser.is_done()) {
        if (expectsContinue(parser.get()))
            co_await peer_.write("HTTP/1.1 100 Continue\r\n\r\n"); // RFC 9110 §10.1.1
        arrival = co_await readBody(parser);
    }
    if (arrival.kind == Arrival::Kind::request) arrival.request = parser.release();
    co_return arrival;
}

/// Collects the lines up to the empty one, then lets the parser judge them at once.
awaitable<Arrival> RequestReader::readHeader(Parser& parser)
{
    std::string header;
    std::string line;
    for (;;) {
        const auto event = co_await peer_.readLineOrWake(line, MaxHeaderOctets);
        if (event == net::Event::woken) {
            if (header.empty() && peer_.inputEmpty()) co_return Arrival();
            co_return faultOf(Status::request_timeout);
        }
        if (peer_.lineWasTooLong() || header.size() + line.size() + 2 > MaxHeaderOctets)
            co_return faultOf(Status::request_header_fields_too_large);
        if (header.empty() && line.empty()) continue; // RFC 9112 §2.2; the deadline ends it
        header += line;
        header += "\r\n";
        if (line.empty()) break;
    }
    error_code error;
    parser.put(boost::asio::buffer(header), error);
    if (error && error != beast::error::need_more) co_return faultOf(error);
    co_return arrived();
}

awaitable<Arrival> RequestReader::readBody(Parser& parser)
{
    parser.eager(true);
    std::string pending; // what the parser has not taken yet: an unfinished chunk header
    while (!parser.is_done()) {
        std::string_view input;
        const auto event = co_await peer_.peekOrWake(input);
        if (event == net::Event::woken) co_return faultOf(Status::request_timeout);
        const auto missing = parser.content_length_remaining(); // none when chunked
        const auto octets =
            missing ? std::min<std::uint64_t>(*missing, input.size()) : input.size();
        pending.append(input.substr(0, octets));
        peer_.consume(octets);
        if (pending.size() > MaxHeaderOctets) co_return faultOf(Status::payload_too_large);

        error_code error;
        const auto taken = parser.put(boost::asio::buffer(pending), error);
        pending.erase(0, taken);
        if (error && error != beast::error::need_more) co_return faultOf(error);
    }
    // Input after the last chunk was taken from the connection: it cannot be given back.
    if (!pending.empty()) parser.get().keep_alive(false);
    co_return arrived();
}

} // namespace roost::http
