// SPDX-License-Identifier: GPL-3.0-or-later
// A name server that answers with whatever octets a test likes, over UDP.
#pragma once

#include <functional>
#include <string>
#include <thread>

/// Serves on a thread of its own until it is destroyed.
class NameServer {
public:
    /// Gets a question, gives the answer; an empty one is not sent. Called on the thread.
    using Handler = std::function<std::string(const std::string& question)>;

    explicit NameServer(Handler handler);
    ~NameServer();
    NameServer(const NameServer&) = delete;
    NameServer& operator=(const NameServer&) = delete;

    /// "127.0.0.1:port".
    std::string address() const;

private:
    void serve();

    const Handler handler_;
    int socket_ = -1;
    int stop_ = -1; // an eventfd
    std::thread thread_;
};

/// The name asked for: lower case, no final dot.
std::string nameIn(const std::string& question);
int typeIn(const std::string& question);

/// The question as an answer without records, with a code (RFC 1035 §4.1.1).
std::string emptyAnswer(const std::string& question, int code);

/// The answer NOERROR with one record for the name and type asked for; `count` may lie.
std::string answerWith(const std::string& question, const std::string& rdata, int count = 1);

/// What the server at "127.0.0.1:port" answers.
std::string askedOf(const std::string& address, const std::string& question);
