// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/imap_client.h"
#include "tests/bench/loop.h"
#include "tests/bench/server.h"
#include "tests/bench/smtp_client.h"

#include <deque>
#include <map>
#include <string>

namespace roost::bench {

/// How much is done; the defaults are what the published figures were made with.
struct Effort {
    double seconds = 5;       // of submitting, of logging in
    int quiet_messages = 200; // one at a time
    int idle_clients = 1000;
    int many_idle_clients = 5000;
    double idle_seconds = 40;
    int messages = 8000; // fetched, deleted
    int crowd = 10000;   // as many as may be logged in
};

/// By the keys of report.cpp.
using Figures = std::map<std::string, double>;

/// What is submitted at full speed.
struct Burst {
    std::string key; // the figures begin with it
    int recipients;
    std::size_t octets;
};

Figures measureSubmit(Loop& loop, const Server& server, const Effort& effort, const Burst& burst);
/// From the first octet of MAIL to the announcement by IDLE.
double pushSeconds(Loop& loop, SmtpClient& from, const Envelope& envelope, ImapClient& to);

Figures measureLatency(Loop& loop, const Server& server, const Effort& effort);
Figures measureLogin(Loop& loop, const Server& server, const Effort& effort);
/// `clients` in IDLE; `key` is what the figures begin with.
Figures measureIdle(
    Loop& loop, const Server& server, const Effort& effort, const std::string& key, int clients);
/// `count` clients in IDLE, of the users from `first` on.
std::deque<ImapClient> idlers(Loop& loop, const Server& server, int first, int count);
/// Of messages one at a time, each for another one of them; in milliseconds.
double medianPush(Loop& loop, const Server& server, int first, std::deque<ImapClient>& clients);

/// A server that lets no more than `effort.crowd` log in has that many at once; each gets a
/// message, and one more is turned away. Throws where that is not so.
Figures measureCrowd(Loop& loop, const Server& server, const Effort& effort);
Figures measureFetch(Loop& loop, const Server& server, const Effort& effort);

} // namespace roost::bench
