// SPDX-License-Identifier: GPL-3.0-or-later
// What the two ends of the control interface may say. Lines are the same however they are cut; each
// is a request or refused; what was read is written so that it reads as the same.
#include "shared/api/methods.h"
#include "shared/json/codec.h"
#include "shared/json/framer.h"
#include "shared/json/rpc.h"
#include "tests/fuzz/check.h"

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/utility.hpp>

#include <algorithm>

using namespace roost;

namespace {

constexpr std::size_t MaxLine = 4096;

struct Framed {
    std::vector<std::string> lines;
    bool is_too_long = false;
    bool operator==(const Framed&) const = default;
};

Framed frame(std::string_view octets, std::size_t step)
{
    json::LineFramer framer(MaxLine);
    Framed framed;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size()))) {
        framer.feed(octets.substr(0, step));
        for (;;) {
            const auto line = framer.next();
            framed.is_too_long = !line;
            if (!line) return framed;
            if (!*line) break;
            framed.lines.push_back(**line);
        }
    }
    return framed;
}

/// Reads `value` as a T, if it is one.
template <class T>
void checkValue(const json::Value& value)
{
    const auto read = json::decode<T>(value, "params");
    if (!read) {
        check(read.error().code == Code::invalid, "an invalid value");
        return check(read.error().detail.starts_with("params"), "with the path to it");
    }
    const json::Value written = json::encode(*read);
    const auto again = json::decode<T>(written, "params");
    check(again.has_value() && json::encode(*again) == written, "reads back");
}

/// Who reads it finds one line.
json::Message checkLine(const std::string& line)
{
    check(line.find('\n') == line.size() - 1, "one line");
    auto message = json::parseMessage(line);
    check(message.has_value(), "a message");
    return std::move(*message);
}

void checkRequest(std::string_view line)
{
    std::optional<json::RpcError> refusal;
    const auto request = json::parseRequest(line, refusal);
    check(request.has_value() != refusal.has_value(), "a request or a refusal");
    if (refusal) {
        check(checkLine(json::errorLine(*refusal)).error == refusal->error, "an error");
        return;
    }
    check(!request->method.empty() && request->params.is_object(), "a whole request");
    if (request->id) checkLine(json::replyLine(*request->id, json::Object()));
    std::optional<json::RpcError> none;
    const auto again = json::parseRequest(json::requestLine(1, request->method, {}), none);
    check(again && again->method == request->method, "a method reads back");
    using Kinds = boost::mp11::mp_transform<boost::mp11::mp_identity, api::Methods>;
    boost::mp11::mp_for_each<Kinds>([&](auto kind) {
        using Method = typename decltype(kind)::type;
        if (request->method == Method::Method) checkValue<typename Method::Params>(request->params);
    });
}

/// What a client reads.
void checkMessage(std::string_view line)
{
    const auto message = json::parseMessage(line);
    if (!message) return;
    checkValue<api::Event>(message->content);
    checkValue<api::Subscribe::Reply>(message->content);
    checkValue<api::SettingList::Reply>(message->content);
    checkValue<api::QueueList::Reply>(message->content);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const Framed whole = frame(text, size + 1);
    check(frame(text, 1) == whole && frame(text, 7) == whole, "at every split");
    for (const std::string& line : whole.lines) {
        check(line.size() <= MaxLine && line.find('\n') == line.npos, "a bounded line");
        checkRequest(line);
        checkMessage(line);
    }
    checkRequest(text);
    checkMessage(text);
    return 0;
}
