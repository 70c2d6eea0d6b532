// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/json/rpc.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>

namespace roost::json {

namespace {

constexpr std::string_view Version = "2.0";

constexpr std::array Codes = {Code::not_found,   Code::exists,  Code::invalid,
                              Code::denied,      Code::limit,   Code::timeout,
                              Code::unavailable, Code::corrupt, Code::internal};

std::string_view textOf(const Object& object, std::string_view name)
{
    const Value* value = object.if_contains(name);
    if (!value || !value->is_string()) return {};
    return value->get_string();
}

std::string lineOf(Object object)
{
    object["jsonrpc"] = Version;
    return boost::json::serialize(object) + "\n";
}

/// The line as an object; boost::json refuses nesting deeper than 32 itself.
std::optional<Value> parseLine(std::string_view line)
{
    boost::json::error_code failure;
    Value value = boost::json::parse(line, failure);
    if (failure) return std::nullopt;
    return value;
}

bool mayBeId(const Value& id)
{
    return id.is_string() || id.is_number() || id.is_null();
}

Error errorOf(const Value& value)
{
    const Object* object = value.if_object();
    if (!object) return Error(Code::internal, "the daemon's error has no form");
    std::string_view name;
    if (const Value* data = object->if_contains("data"); data && data->is_object())
        name = textOf(data->get_object(), "code");
    std::string detail(textOf(*object, "message"));
    for (const Code code : Codes)
        if (codeName(code) == name) return Error(code, std::move(detail));
    return Error(Code::internal, std::move(detail));
}

} // namespace

std::optional<Request> parseRequest(std::string_view line, std::optional<RpcError>& refusal)
{
    const auto parsed = parseLine(line);
    if (!parsed) {
        refusal.emplace(ParseError, Error(Code::invalid, "the line is not JSON"));
        return std::nullopt;
    }
    const Object* object = parsed->if_object();
    const Value* id = object ? object->if_contains("id") : nullptr;
    const auto refuse = [&](RpcCode number, const char* why) {
        refusal.emplace(number, Error(Code::invalid, why));
        if (id && mayBeId(*id)) refusal->id = *id;
        return std::nullopt;
    };
    if (!object) return refuse(InvalidRequest, "a request is one object on one line");
    if (textOf(*object, "jsonrpc") != Version)
        return refuse(InvalidRequest, "jsonrpc: must be \"2.0\"");
    if (id && !mayBeId(*id)) return refuse(InvalidRequest, "id: must be text or a number");
    if (textOf(*object, "method").empty())
        return refuse(InvalidRequest, "method: must be the name of a method");

    Request request;
    if (id) request.id = *id;
    request.method = textOf(*object, "method");
    request.params = Object();
    const Value* params = object->if_contains("params");
    if (params && !params->is_null()) request.params = *params;
    if (!request.params.is_object()) return refuse(InvalidParams, "params: must be an object");
    return request;
}

int rpcCode(Code code)
{
    switch (code) {
    case Code::invalid: return InvalidParams;
    case Code::internal: return InternalError;
    default: return Refused;
    }
}

std::string requestLine(std::int64_t id, std::string_view method, Value params)
{
    Object object;
    object["id"] = id;
    object["method"] = method;
    object["params"] = std::move(params);
    return lineOf(std::move(object));
}

std::string replyLine(const Value& id, Value result)
{
    Object object;
    object["id"] = id;
    object["result"] = std::move(result);
    return lineOf(std::move(object));
}

std::string errorLine(const RpcError& error)
{
    Object data;
    data["code"] = codeName(error.error.code);
    Object content;
    content["code"] = error.number;
    content["message"] = error.error.detail;
    content["data"] = std::move(data);
    Object object;
    object["id"] = error.id;
    object["error"] = std::move(content);
    return lineOf(std::move(object));
}

std::string notificationLine(std::string_view method, Value params)
{
    Object object;
    object["method"] = method;
    object["params"] = std::move(params);
    return lineOf(std::move(object));
}

Result<Message> parseMessage(std::string_view line)
{
    const auto parsed = parseLine(line);
    const Object* object = parsed ? parsed->if_object() : nullptr;
    if (!object || textOf(*object, "jsonrpc") != Version)
        return Error(Code::invalid, "not a JSON-RPC 2.0 message");

    Message message;
    if (const Value* id = object->if_contains("id"); id && id->is_int64())
        message.id = id->get_int64();
    message.method = textOf(*object, "method");
    if (const Value* error = object->if_contains("error")) {
        message.error = errorOf(*error);
    } else if (const Value* result = object->if_contains("result")) {
        message.content = *result;
    } else if (const Value* params = object->if_contains("params")) {
        message.content = *params;
    }
    return message;
}

} // namespace roost::json
