// SPDX-License-Identifier: GPL-3.0-or-later
#include "power_load.h"

#include "backend/store/stores.h"

#include <algorithm>

namespace roost::test {
namespace {

constexpr std::int64_t LargeOctets = 70'000;

} // namespace

PowerClient::PowerClient(PowerDisk& disk, std::string address, unsigned seed)
    : disk_(disk), address_(std::move(address)), random_(seed)
{
}

void PowerClient::setUp(StoreThread& thread)
{
    if (inbox_ != 0) return;
    auto create = [&](Stores& s) { return s.accounts.create(address_, "$y$hash", 0); };
    const auto account = thread.writeNow(create, Promise::durable);
    if (account) inbox_ = account->inbox_id;
}

void PowerClient::run(StoreThread& thread, BodyFiles& files)
{
    promises_ = 0;
    bool power = inbox_ != 0;
    while (power) {
        switch (random_() % 8) {
        case 0:
        case 1: power = flag(thread); break;
        case 2: power = expunge(thread, Promise::relaxed); break;
        case 3: power = expunge(thread, Promise::durable); break;
        case 4:
            if (random_() % 3 == 0) power = thread.tidy().has_value() || !disk_.isCut();
            break;
        default: power = deliver(thread, files);
        }
    }
}

std::string PowerClient::newContent(bool large)
{
    std::string content = address_ + " " + std::to_string(++number_) + " ";
    content.resize(large ? LargeOctets : content.size() + random_() % 9000, 'x');
    return content;
}

bool PowerClient::deliver(StoreThread& thread, BodyFiles& files)
{
    const bool large = random_() % 6 == 0;
    const std::string content = newContent(large);
    NewBody body{content, {}, static_cast<std::int64_t>(content.size())};
    std::optional<BodyFileWriter> writer;
    if (large) {
        auto made = BodyFileWriter::create(files);
        if (!made || !made->append(content) || !made->finish()) return false;
        writer.emplace(std::move(*made));
        body = {{}, writer->fileName(), LargeOctets};
    }
    sent_[content] = {};
    auto job = [&](Stores& s) {
        return s.messages.append(inbox_, {s.bodies.add(body), body.octets, 0, 0, {}});
    };
    const auto done = thread.writeNow(job, Promise::durable);
    if (!done) return false;
    if (writer) writer->keep();
    sent_[content] = {done->uid, State::there, false};
    highest_uid_ = done->uid;
    uid_validity_ = done->uid_validity;
    promised();
    return true;
}

bool PowerClient::flag(StoreThread& thread)
{
    UidSet some;
    for (const auto& [content, sent] : sent_)
        if (sent.state == State::there && random_() % 4 == 0) some.add(sent.uid);
    auto job = [&](Stores& s) {
        return s.messages.setFlags(inbox_, some, {FlagMode::add, Deleted, {}, {}});
    };
    const auto done = thread.writeNow(job, Promise::relaxed);
    if (!done) return false;
    for (auto& [content, sent] : sent_)
        if (sent.state == State::there && some.contains(sent.uid)) sent.marked = true;
    for (const auto& row : done->changed) highest_seen_ = std::max(highest_seen_, row.modseq);
    return true;
}

bool PowerClient::expunge(StoreThread& thread, Promise promise)
{
    std::vector<Sent*> marked;
    for (auto& [content, sent] : sent_)
        if (sent.marked && sent.state == State::there) marked.push_back(&sent);
    for (Sent* sent : marked) sent->state = State::unsure; // until we are told
    auto job = [&](Stores& s) { return s.messages.expunge(inbox_, nullptr); };
    const auto done = thread.writeNow(job, promise);
    if (!done) return false;
    relaxed_.push_back([marked] {
        for (Sent* sent : marked) sent->state = State::gone;
    });
    if (promise == Promise::durable && !marked.empty()) promised();
    return true;
}

/// What is synced is synced with all that was committed before it.
void PowerClient::promised()
{
    ++promises_;
    for (const auto& certain : relaxed_) certain();
    relaxed_.clear();
}

std::map<std::string, MessageRow>
PowerClient::found(Reader& reader, const BodyFiles& files, std::vector<std::string>& faults)
{
    std::map<std::string, MessageRow> result;
    for (const auto& row : reader->messages.list(inbox_, {1, 0xffffffff}, 1'000'000)) {
        auto body = reader->bodies.load(row.body_id).value_or(Body());
        if (!body.file_name.empty())
            body.content = disk_.content(files.path(body.file_name)).value_or("no file");
        if (!sent_.contains(body.content)) faults.push_back("a message nobody sent");
        if (!result.emplace(body.content, row).second) faults.push_back("a message is there twice");
    }
    return result;
}

std::vector<std::string> PowerClient::check(Reader& reader, const BodyFiles& files)
{
    std::vector<std::string> faults;
    if (inbox_ == 0) return faults;
    const auto there = found(reader, files, faults);
    for (auto& [content, sent] : sent_) {
        const auto at = there.find(content);
        const bool is_there = at != there.end();
        if (sent.state == State::there && !is_there)
            faults.push_back("lost: " + content.substr(0, 30));
        if (sent.state == State::gone && is_there)
            faults.push_back("came back: " + content.substr(0, 30));
        if (is_there && sent.uid != 0 && at->second.uid != sent.uid)
            faults.push_back("another UID");
        sent = {};
        if (!is_there) continue;
        // What failed at the cut may have been done: the marks are read, not remembered.
        sent = {at->second.uid, State::there, (at->second.flags & Deleted) != 0};
    }
    std::erase_if(sent_, [](const auto& entry) { return entry.second.state != State::there; });
    relaxed_.clear();
    const auto mailbox = reader->mailboxes.get(inbox_);
    if (!mailbox) return {"the mailbox is gone"};
    if (mailbox->uid_next <= highest_uid_) faults.push_back("UIDNEXT fell");
    if (uid_validity_ != 0 && mailbox->uid_validity != uid_validity_)
        faults.push_back("UIDVALIDITY");
    if (mailbox->highest_modseq <= highest_seen_) faults.push_back("HIGHESTMODSEQ fell");
    return faults;
}

} // namespace roost::test
