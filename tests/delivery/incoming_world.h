// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/tasks.h"
#include "backend/delivery/intake/incoming_mail.h"
#include "backend/delivery/intake/incoming_recipients.h"
#include "backend/store/body_files.h"
#include "backend/trust/dkim_signer.h"
#include "tests/accounts/world.h"
#include "tests/mail/openpgp.h"

#include <QtGlobal>

#include <map>
#include <string>
#include <vector>

namespace roost::test {

/// The name system as a table: TXT records, by name.
class TableLookup final : public net::dns::Lookup {
public:
    std::map<std::string, net::dns::Answer> cached;
    std::map<std::string, net::dns::Answer> recent; // when it differs
    std::vector<std::string> asked;

    static net::dns::Answer text(const std::string& record)
    {
        net::dns::Answer answer;
        answer.status = net::dns::Status::found;
        std::string rdata;
        for (std::size_t at = 0; at < record.size(); at += 255) {
            const std::string part = record.substr(at, 255);
            rdata += static_cast<char>(part.size());
            rdata += part;
        }
        answer.records.push_back(rdata);
        return answer;
    }

    boost::asio::awaitable<net::dns::Answer> ask(std::string name,
                                                 net::dns::Type,
                                                 std::chrono::milliseconds,
                                                 net::dns::Freshness freshness) override
    {
        asked.push_back(name);
        const bool is_recent = freshness == net::dns::Freshness::recent && recent.contains(name);
        const auto& table = is_recent ? recent : cached;
        const auto found = table.find(name);
        if (found != table.end()) co_return found->second;
        net::dns::Answer none;
        none.status = net::dns::Status::no_such_name;
        co_return none;
    }
};

/// A key of the domain far.test; making one takes a while.
struct FarKey {
    FarKey(const QTemporaryDir& folder, const std::string& selector)
        : key(trust::dkimKey(folder.path().toStdString(), selector).value()),
          signer(key, "far.test")
    {
    }
    std::string sign(const std::string& message) const
    {
        const auto body = message.find("\r\n\r\n") + 4;
        std::string_view rest = std::string_view(message).substr(body);
        auto next = [&] { return std::exchange(rest, {}); };
        return signer.signature(message.substr(0, body), next, 1'800'000'000).value() + message;
    }
    trust::DkimKey key;
    trust::DkimSigner signer;
};

/// An encrypted message of ann@far.test.
inline std::string farMessage(const std::string& fields = {}, std::size_t octets = 300)
{
    using namespace openpgp;
    return fields
           + "From: <ann@far.test>\r\nMIME-Version: 1.0\r\n"
             "Content-Type: multipart/encrypted; boundary=\"b\"\r\n\r\n"
             "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
             "--b\r\nContent-Type: application/octet-stream\r\n\r\n"
           + armor(PublicKey + packet(18, "\x01" + std::string(octets, 'e'))) + "\r\n--b--\r\n";
}

/// A relay that strangers write to.
struct IncomingWorld : World {
    explicit IncomingWorld(settings::Values values = relaySettings()) : World(std::move(values)) {}

    mail::Address address(const std::string& user) const { return {user, "relay.test"}; }

    std::unique_ptr<delivery::IncomingMail> begin(const std::vector<mail::Address>& recipients,
                                                  const std::string& sender = "ann@far.test")
    {
        return std::make_unique<delivery::IncomingMail>(services, loop().get_executor(), origin,
                                                        sender, recipients);
    }
    /// The reply to a message that comes in pieces of 1000 octets; "" when it is taken.
    std::string receive(const std::string& message, const std::vector<mail::Address>& recipients)
    {
        const auto mail = begin(recipients);
        for (std::size_t at = 0; at < message.size(); at += 1000) {
            mail->take(std::string_view(message).substr(at, 1000));
            settle(*mail);
        }
        return finish(*mail);
    }
    static void settle(delivery::IncomingMail& mail) { run(settled(mail)); }
    static std::string finish(delivery::IncomingMail& mail)
    {
        const auto verdict = run(mail.finish());
        if (!verdict) return "(" + std::string(codeName(verdict.error().code)) + ")";
        return *verdict ? std::to_string((*verdict)->code) + " " + (*verdict)->text : "";
    }
    std::size_t messagesOf(const std::string& user)
    {
        const auto account = (*reader)->accounts.find(user + "@relay.test");
        if (!account) return 0;
        return (*reader)->messages.list(account->inbox_id, {1, 0xffffffff}, 1000).size();
    }

    net::Origin origin{"192.0.2.0/24", false};
    TableLookup lookup;
    core::Workers disk{"disk", 1, 100};
    core::Tasks tasks;
    delivery::MemoryBudget memory;
    store::BodyFiles files{path(), 100'000'000};
    delivery::Acceptor acceptor{*store, settings, counters, clock};
    delivery::IncomingState state;
    delivery::IncomingServices services{reader->stores(),
                                        {files, disk, memory},
                                        settings,
                                        counters,
                                        disk,
                                        tasks,
                                        lookup,
                                        acceptor,
                                        clock,
                                        state};

private:
    static boost::asio::awaitable<int> settled(delivery::IncomingMail& mail)
    {
        co_await mail.settle();
        co_return 0;
    }
};

} // namespace roost::test
