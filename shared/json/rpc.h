// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/json/codec.h"

#include <optional>
#include <string>
#include <string_view>

namespace roost::json {

/// The numbers of JSON-RPC 2.0 §5.1; our own refusals all have Refused and differ by `data.code`.
enum RpcCode : int {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    Refused = -32000,
};

/// A call, or a notification when it has no id.
struct Request {
    std::optional<Value> id; // text, number or null
    std::string method;
    Value params; // an object
};

/// A refusal on its way over the wire.
struct RpcError {
    RpcError(int n, Error e) : number(n), error(std::move(e)) {}
    int number; // RpcCode
    Error error;
    Value id = nullptr; // of the request, as far as it could be read
};

/// The line's request. On failure `refusal` says what to answer.
std::optional<Request> parseRequest(std::string_view line, std::optional<RpcError>& refusal);

/// The number that `code` gets when nothing closer is known.
int rpcCode(Code code);

// One line each, ending in LF.
std::string requestLine(std::int64_t id, std::string_view method, Value params);
std::string replyLine(const Value& id, Value result);
std::string errorLine(const RpcError& error);
std::string notificationLine(std::string_view method, Value params);

/// What a client reads: the answer to one of its calls, or a notification.
struct Message {
    std::optional<std::int64_t> id; // of the call; absent in notifications
    std::string method;             // of a notification
    Value content;                  // result or params
    std::optional<Error> error;     // instead of a result
};

/// Errors: invalid (not JSON-RPC 2.0).
Result<Message> parseMessage(std::string_view line);

} // namespace roost::json
