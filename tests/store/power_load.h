// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/body_files.h"
#include "backend/store/store_thread.h"
#include "power_disk.h"

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace roost::test {

using namespace roost::store;

/// Mail for one mailbox by one client, which remembers what it was promised: after a power cut
/// the mailbox must agree.
class PowerClient {
public:
    PowerClient(PowerDisk& disk, std::string address, unsigned seed);

    /// Creates the account at the first time.
    void setUp(StoreThread& thread);
    /// Delivers, flags, expunges until the power is gone.
    void run(StoreThread& thread, BodyFiles& files);
    /// Where the store breaks a promise; then takes what it holds for the new truth.
    std::vector<std::string> check(Reader& reader, const BodyFiles& files);
    int promises() const { return promises_; }

private:
    enum class State { there, gone, unsure };
    struct Sent {
        Uid uid = 0; // 0: never told
        State state = State::unsure;
        bool marked = false; // carries \Deleted, as far as we know
    };
    bool deliver(StoreThread& thread, BodyFiles& files);
    bool flag(StoreThread& thread);
    bool expunge(StoreThread& thread, Promise promise);
    void promised();
    std::string newContent(bool large);
    std::map<std::string, MessageRow>
    found(Reader& reader, const BodyFiles& files, std::vector<std::string>&);

    PowerDisk& disk_;
    std::string address_;
    std::mt19937 random_;
    MailboxId inbox_ = 0;
    std::uint32_t uid_validity_ = 0;
    int number_ = 0;
    int promises_ = 0; // durable answers in this round
    ModSeq highest_seen_ = 0;
    Uid highest_uid_ = 0;                        // promised
    std::map<std::string, Sent> sent_;           // by content
    std::vector<std::function<void()>> relaxed_; // what a durable commit makes certain
};

} // namespace roost::test
