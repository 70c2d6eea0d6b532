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

bool isMail(std::string_view request_line)
{
    return request_line.starts_with("POST /mxdeliv ");
}

Arrival arrived()
{
    Arrival arrival;
    arrival.kind = Arrival::Kind::request;
    return arrival;
}

/// RFC 9112 §3.2: exactly one Host in HTTP/1.1.
bool hasOneHost(const beast::request_header<>& request)
{
    const auto hosts = request.count(beast::field::host);
    return hosts == 1 || (hosts == 0 && request.version() < 11);
}

} // namespace

Arrival faultOf(const error_code& error)
{
    if (error == beast::error::header_limit)
        return faultOf(Status::request_header_fields_too_large);
    if (error == beast::error::body_limit) return faultOf(Status::payload_too_large);
    return faultOf(Status::bad_request);
}

bool expectsContinue(const beast::request_header<>& request)
{
    return request.version() >= 11
           && boost::beast::iequals(request[beast::field::expect], "100-continue");
}

awaitable<Arrival> RequestReader::next()
{
    header_.clear();
    while (header_.empty()) { // RFC 9112 §2.2; the deadline ends it
        Arrival line = co_await readLine(MaxHeaderOctets);
        if (line.kind != Arrival::Kind::request) co_return line;
        if (header_ == "\r\n") header_.clear();
    }
    if (isMail(header_)) {
        Arrival mail;
        mail.kind = Arrival::Kind::mail;
        co_return mail;
    }
    HeaderParser header;
    Arrival arrival = co_await readHeader(header, MaxHeaderOctets);
    if (arrival.kind != Arrival::Kind::request) co_return arrival;
    if (header.content_length().value_or(0) > MaxBodyOctets)
        co_return faultOf(Status::payload_too_large);

    Parser parser(std::move(header));
    parser.body_limit(MaxBodyOctets);
    if (!parser.is_done()) {
        if (expectsContinue(parser.get())) co_await peer_.write(Continue);
        arrival = co_await readBody(parser);
    }
    if (arrival.kind == Arrival::Kind::request) arrival.request = parser.release();
    co_return arrival;
}

awaitable<Arrival> RequestReader::nextMail(HeaderParser& parser)
{
    co_return co_await readHeader(parser, MaxMailHeaderOctets);
}

/// Adds one line to the header.
awaitable<Arrival> RequestReader::readLine(std::size_t limit)
{
    std::string line;
    const auto event = co_await peer_.readLineOrWake(line, MaxHeaderOctets);
    if (event == net::Event::woken) {
        if (header_.empty() && peer_.inputEmpty()) co_return Arrival();
        co_return faultOf(Status::request_timeout);
    }
    if (peer_.lineWasTooLong() || header_.size() + line.size() + 2 > limit)
        co_return faultOf(Status::request_header_fields_too_large);
    header_ += line;
    header_ += "\r\n";
    co_return arrived();
}

/// Collects the lines up to the empty one, then lets the parser judge them at once.
awaitable<Arrival> RequestReader::readHeader(HeaderParser& parser, std::size_t limit)
{
    while (!header_.ends_with("\r\n\r\n")) {
        Arrival line = co_await readLine(limit);
        if (line.kind != Arrival::Kind::request) co_return line;
    }
    parser.header_limit(MaxMailHeaderOctets); // ours is counted above
    parser.body_limit(boost::none);           // judged by who reads it
    error_code error;
    parser.put(boost::asio::buffer(header_), error);
    header_ = std::string();
    if (error && error != beast::error::need_more) co_return faultOf(error);
    if (!hasOneHost(parser.get())) co_return faultOf(Status::bad_request);
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
