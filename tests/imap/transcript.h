// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/imap/client_grammar.h"
#include "tests/imap/world.h"

#include <QFile>

#include <map>
#include <string>
#include <vector>

namespace roost::test {

/// A conversation of one or two clients ("C:"/"S:", "C2:"/"S2:") with the server. "LF:" sends a
/// line that ends in a bare LF, "PLAIN" at the top starts without TLS, "TLS" begins it, "#" is a
/// comment.
struct Transcript {
    std::vector<std::string> steps;
    bool is_plain = false;

    static Transcript load(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return {};
        Transcript result;
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith('#') || line.isEmpty()) continue;
            if (line == "PLAIN")
                result.is_plain = true;
            else
                result.steps.push_back(line.toStdString());
        }
        return result;
    }
    std::string text() const { return joined(steps); }
    static std::string joined(const std::vector<std::string>& lines)
    {
        std::string all;
        for (const std::string& line : lines) all += line + "\n";
        return all;
    }
};

/// `text` as if UIDVALIDITY had begun with 1: the real one tells when the store was made.
inline std::string smallUidValidity(std::string text, std::int64_t first)
{
    for (const std::string name : {"UIDVALIDITY ", "APPENDUID ", "COPYUID "})
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
            const auto from = at + name.size();
            const auto end = text.find_first_not_of("0123456789", from);
            const auto value = std::stoll(text.substr(from, end - from));
            text.replace(from, end - from, std::to_string(value - first + 1));
        }
    return text;
}

/// Plays a transcript; what really happened, line by line.
class Player {
public:
    Player(World& world, bool is_plain)
        : world_(world), is_plain_(is_plain), first_uid_validity_(world.firstUidValidity())
    {
        client("1");
    }

    std::string play(const Transcript& transcript)
    {
        std::vector<std::string> seen;
        for (const std::string& step : transcript.steps) seen.push_back(playStep(step));
        // Nothing may come that the transcript does not know.
        for (const auto& [name, one] : clients_)
            for (std::string line; isEnding(*one) && (line = one->readLine()) != "<end>";)
                seen.push_back("S" + name + " unexpected: " + line);
        return Transcript::joined(seen);
    }
    /// What is wrong with what the server said; empty when nothing is.
    std::string grammarProblem() const
    {
        for (const auto& [name, one] : clients_)
            if (auto problem = ClientGrammar::problemOf(one->received()); !problem.empty())
                return problem;
        return {};
    }

private:
    Client& client(const std::string& name)
    {
        auto& found = clients_[name];
        if (!found) found = std::make_unique<Client>(world_, !is_plain_);
        return *found;
    }
    static bool isEnding(const Client& one)
    {
        return one.received().find("* BYE ") != std::string::npos;
    }
    std::string playStep(const std::string& step)
    {
        if (step == "TLS") {
            client("1").startTls();
            return client("1").isTls() ? step : "TLS failed";
        }
        const auto colon = step.find(": ");
        const std::string who = step.substr(0, colon);
        Client& one = client(who.ends_with('2') ? "2" : "1");
        if (who.starts_with('S'))
            return who + ": " + smallUidValidity(one.readLine(), first_uid_validity_);
        one.write(step.substr(colon + 2) + (who == "LF" ? "\n" : "\r\n"));
        return step;
    }

    World& world_;
    bool is_plain_;
    std::int64_t first_uid_validity_;
    std::map<std::string, std::unique_ptr<Client>> clients_;
};

} // namespace roost::test
