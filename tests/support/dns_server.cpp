// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dns_server.h"

#include "tests/support/free_port.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <sys/prctl.h>

namespace {

constexpr int Attempts = 5; // somebody else may take the port
constexpr int StartLimit = 30'000;
const QStringList SystemFolders = {"/usr/sbin", "/usr/bin", "/sbin", "/bin"};

[[noreturn]] void fail(const QString& what)
{
    throw std::runtime_error(what.toStdString());
}

/// Debian keeps servers where the PATH of users does not lead.
QString program(const QString& name)
{
    QString found = QStandardPaths::findExecutable(name);
    if (found.isEmpty()) found = QStandardPaths::findExecutable(name, SystemFolders);
    if (found.isEmpty()) fail(name + " is missing: ./dev test installs it");
    return found;
}

void writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) fail(path);
}

QByteArray zoneText(const std::string& name, const std::vector<std::string>& records, int serial)
{
    QByteArray text = "$ORIGIN " + QByteArray::fromStdString(name) + ".\n$TTL 1\n";
    text += "@ SOA ns.test. postmaster.test. " + QByteArray::number(serial) + " 3600 600 86400 1\n";
    const auto is_server = [](const std::string& record) { return record.starts_with("@ NS "); };
    if (std::ranges::none_of(records, is_server)) text += "@ NS ns.test.\n";
    for (const std::string& record : records) text += QByteArray::fromStdString(record) + "\n";
    return text;
}

// One key signs all; nothing is written back.
constexpr const char* Templates = R"(policy:
  - id: one-key
    algorithm: ecdsap256sha256
    single-type-signing: on
template:
  - id: default
    storage: %1
    zonefile-load: whole
    zonefile-sync: -1
    journal-content: none
    semantic-checks: off
  - id: signed
    storage: %1
    zonefile-load: whole
    zonefile-sync: -1
    journal-content: none
    semantic-checks: off
    dnssec-signing: on
    dnssec-policy: one-key
zone:
)";

constexpr const char* Server = R"(server:
  listen: [ %1 ]
  rundir: %2
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: %2/db
log:
  - target: stderr
    any: info
)";

} // namespace

DnsServer::DnsServer(Zones zones,
                     std::set<std::string> signed_zones,
                     std::vector<std::string> addresses)
    : zones_(std::move(zones)),
      signed_zones_(std::move(signed_zones)),
      addresses_(std::move(addresses))
{
    if (!QDir(folder_.path()).mkpath("db")) fail("no folder for keys");
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        port_ = freePort();
        write();
        if (attempt == 0) makeKeys();
        if (start()) return;
    }
    fail("knot does not start: " + QString::fromLocal8Bit(process_.readAll()));
}

DnsServer::~DnsServer()
{
    process_.kill();
    process_.waitForFinished();
}

std::string DnsServer::address() const
{
    return "127.0.0.1:" + std::to_string(port_);
}

std::string DnsServer::trustAnchor(const std::string& zone) const
{
    return run("keymgr", {QString::fromStdString(zone) + ".", "ds"});
}

void DnsServer::update(Zones zones)
{
    zones_ = std::move(zones);
    write();
    process_.waitForReadyRead(0); // what it logs must not fill the pipe
    process_.readAll();
    const QString socket = path("knot.sock");
    run("knotc", {"-s", socket, "-b", "reload"});
    for (const auto& [name, records] : zones_)
        run("knotc", {"-s", socket, "-b", "zone-reload", QString::fromStdString(name) + "."});
}

QString DnsServer::listening() const
{
    QStringList all;
    for (const std::string& address : addresses_) all += QString::fromStdString(address) + "@53";
    return all.isEmpty() ? "127.0.0.1@" + QString::number(port_) : all.join(", ");
}

void DnsServer::makeKeys()
{
    for (const std::string& zone : signed_zones_)
        run("keymgr", {QString::fromStdString(zone) + ".", "generate", "ksk=yes", "zsk=yes",
                       "algorithm=ecdsap256sha256"});
}

void DnsServer::write()
{
    ++serial_;
    QString text = QString(Server).arg(listening(), folder_.path());
    text += QString(Templates).arg(folder_.path());
    zones_.try_emplace("");
    for (const auto& [name, records] : zones_) {
        const QString zone = QString::fromStdString(name);
        writeFile(path(zone + ".zone"), zoneText(name, records, serial_));
        text += "  - domain: " + zone + ".\n";
        if (signed_zones_.contains(name)) text += "    template: signed\n";
        text += "    file: \"" + zone + ".zone\"\n";
    }
    writeFile(path("knot.conf"), text.toLocal8Bit());
}

/// All zones are loaded when it says that it has started, and it takes orders at its socket.
bool DnsServer::start()
{
    process_.start(program("knotd"), {"-c", path("knot.conf")});
    QByteArray said;
    while (process_.waitForReadyRead(StartLimit)) {
        said += process_.readAll();
        if (said.contains("control, binding to")) return true;
    }
    process_.waitForFinished();
    return false;
}

std::string DnsServer::run(const QString& name, const QStringList& arguments) const
{
    QProcess tool;
    tool.start(program(name), QStringList{"-c", path("knot.conf")} + arguments);
    if (!tool.waitForFinished() || tool.exitCode() != 0)
        fail(name + ": " + QString::fromLocal8Bit(tool.readAllStandardError()));
    return tool.readAllStandardOutput().toStdString();
}
