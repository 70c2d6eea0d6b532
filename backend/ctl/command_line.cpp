// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/command_line.h"

#include "backend/ctl/commands.h"
#include "backend/ctl/queue_line.h"

#include <CLI/CLI.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/json/serialize.hpp>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace roost::ctl {

namespace {

constexpr int Done = 0;
constexpr int Refused = 1;
constexpr int WrongUsage = 2;

/// The verbs with their options; after parsing, `chosen` is what to do.
class CommandLine {
public:
    explicit CommandLine(std::ostream& out) : context_{{}, false, out}
    {
        app_.add_option("--control", context_.control, "Path of the relay's control socket");
        app_.add_flag("--json", context_.json, "Print answers as JSON");
        app_.set_version_flag("--version", "roostctl " ROOST_VERSION);
        app_.require_subcommand(1);
        app_.fallthrough();
        addSetup();
        addRelay();
        addSettings();
        addUsers();
        queue_.addTo(app_, context_, [this](Action action) { chosen_ = std::move(action); });
        addPlumbing();
    }

    CLI::App& app() { return app_; }
    bool wantsJson() const { return context_.json; }
    Result<> perform() const { return chosen_(); }

private:
    using Action = std::function<Result<>()>;

    CLI::App* add(CLI::App* parent, const char* name, const char* help, Action action)
    {
        CLI::App* verb = parent->add_subcommand(name, help);
        verb->callback([this, action = std::move(action)] { chosen_ = action; });
        return verb;
    }

    void addSetup()
    {
        auto* verb = add(&app_, "setup", "Give a fresh relay its domain and start it",
                         [this] { return setUp(context_, setup_); });
        verb->add_option("--domain", setup_.domain, "Mail domain, such as chat.example.org")
            ->required();
        verb->add_option("--listen", setup_.listen, "IP address to listen on; may be repeated");
        verb->add_option("--tls", setup_.tls_mode, "Where the certificate comes from: self-signed")
            ->capture_default_str();
        verb->add_option("--port-offset", setup_.port_offset, "Added to every port, for trials");
    }

    void addRelay()
    {
        add(&app_, "status", "How the relay is", [this] { return showStatus(context_); });
        auto* invite = add(&app_, "invite", "A link that brings a new user",
                           [this] { return showInvite(context_, qr_); });
        invite->add_flag("--qr", qr_, "As a QR code too");
        auto* store = app_.add_subcommand("store", "Look after what is stored");
        store->require_subcommand(1);
        add(store, "verify", "Read the whole store and check it",
            [this] { return verifyStore(context_); });
        add(&app_, "dkim", "What must stand in the DNS so that others take our messages",
            [this] { return showDkim(context_); });
        auto* activity = add(&app_, "activity", "Who changed what, newest first",
                             [this] { return listActivity(context_, activity_); });
        activity->add_option("--limit", activity_.limit, "Rows, 1 to 1000")
            ->check(CLI::Range(1, 1000))
            ->capture_default_str();
        activity->add_option("--before", activity_.before, "Only rows with a smaller number");
    }

    void addSettings()
    {
        auto* setting = app_.add_subcommand("setting", "Show and change settings");
        setting->require_subcommand(0, 1);
        setting->add_option("KEY", name_, "Name of the setting");
        auto* value = setting->add_option("VALUE", value_, "New value");
        setting->callback([this, setting, value] {
            if (!setting->get_subcommands().empty()) return; // its own callback has chosen
            chosen_ = [this, has_value = value->count() > 0] {
                if (name_.empty()) return listSettings(context_);
                if (has_value) return changeSetting(context_, name_, value_);
                return showSetting(context_, name_);
            };
        });

        add(setting, "list", "All settings", [this] { return listSettings(context_); });
        auto* get =
            add(setting, "get", "One setting", [this] { return showSetting(context_, name_); });
        get->add_option("KEY", name_, "Name of the setting")->required();
        auto* explain = add(setting, "explain", "What a setting does and what it may be",
                            [this] { return explainSetting(context_, name_); });
        explain->add_option("KEY", name_, "Name of the setting")->required();
        auto* set = add(setting, "set", "Change a setting",
                        [this] { return changeSetting(context_, name_, value_); });
        set->add_option("KEY", name_, "Name of the setting")->required();
        set->add_option("VALUE", value_, "New value")->required();
        addRevert(setting);
    }

    void addRevert(CLI::App* setting)
    {
        auto* revert = setting->add_subcommand("revert", "Back to the default, or undo one change");
        auto* key = revert->add_option("KEY", revert_.name, "Back to its default");
        auto* row = revert->add_option("--activity", revert_.activity_id,
                                       "Undo the change of this row of `roostctl activity`");
        key->excludes(row);
        revert->callback([this, key, row] {
            if (key->count() + row->count() == 0) throw CLI::RequiredError("KEY or --activity");
            chosen_ = [this] { return revertSetting(context_, revert_); };
        });
    }

    void addUsers()
    {
        auto* user = app_.add_subcommand("user", "Show and change users");
        user->require_subcommand(1);
        auto* list = add(user, "list", "Addresses of this relay", [this] {
            boost::describe::enum_from_string(sort_.c_str(), users_.sort);
            return listUsers(context_, users_);
        });
        list->add_option("--filter", users_.filter, "Part of the address");
        list->add_option("--sort", sort_, "Column to sort by")
            ->check(CLI::IsMember({"address", "created_at", "last_seen_at", "octets", "messages"}));
        list->add_flag("--descending", users_.descending, "Largest first");
        list->add_option("--offset", users_.offset, "Rows to leave out");
        list->add_option("--limit", users_.limit, "Rows, 1 to 1000")
            ->check(CLI::Range(1, 1000))
            ->capture_default_str();

        addUserVerb(user, "block", "End connections and refuse new ones", &blockUser);
        addUserVerb(user, "unblock", "Let the user log in again", &unblockUser);
        auto* remove = add(user, "delete", "Remove the user; can be undone for a while",
                           [this] { return deleteUser(context_, deletion_); });
        remove->add_option("ADDRESS", deletion_.address, "Mail address of the user")->required();
        remove->add_flag("--keep-closed", deletion_.keep_closed,
                         "Nobody can take the address again for 90 days");
        addUserVerb(user, "restore", "Bring a deleted user back", &restoreUser);
    }

    void addUserVerb(CLI::App* user,
                     const char* name,
                     const char* help,
                     Result<> (*verb)(const Context&, const std::string&))
    {
        auto* added = add(user, name, help, [this, verb] { return verb(context_, name_); });
        added->add_option("ADDRESS", name_, "Mail address of the user")->required();
    }

    void addPlumbing()
    {
        auto* call = add(&app_, "call", "Call any method of the control interface",
                         [this] { return callMethod(context_, name_, value_); });
        call->add_option("METHOD", name_, "Such as overview_get")->required();
        call->add_option("JSON", value_, "Parameters, a JSON object");
        auto* dial = add(&app_, "dial-stdio", "Join stdin and stdout to the control socket",
                         [this] { return dialStdio(context_, role_ == "viewer"); });
        dial->add_option("--role", role_, "May only lower the role")
            ->check(CLI::IsMember({"viewer", "admin"}));
    }

    CLI::App app_{"Looks after a Roost chatmail relay.", "roostctl"};
    Context context_;
    Action chosen_;
    api::SetupApply::Params setup_;
    api::ActivityList::Params activity_;
    api::SettingRevert::Params revert_;
    api::UserList::Params users_;
    api::UserDelete::Params deletion_;
    QueueLine queue_;
    bool qr_ = false;
    std::string name_;
    std::string value_;
    std::string sort_ = "address";
    std::string role_;
};

/// The innermost verb of what was typed.
const CLI::App* lastVerb(const CLI::App& app)
{
    const CLI::App* verb = &app;
    while (!verb->get_subcommands().empty()) verb = verb->get_subcommands().front();
    return verb;
}

/// Who named no command sees which there are; a misspelt one is named, which CLI11 does not do.
int explainMissing(const CLI::App& app, const CLI::RequiredError& missing, std::ostream& err)
{
    const CLI::App* verb = lastVerb(app);
    const bool lacks_verb = verb->get_require_subcommand_min() > 0;
    const auto unknown = app.remaining(true);
    if (lacks_verb && !unknown.empty())
        err << "There is no command " << unknown.front() << ".\n\n";
    else if (!lacks_verb)
        err << missing.what() << "\n\n";
    err << verb->help();
    return WrongUsage;
}

void printError(const Error& error, bool as_json, std::ostream& err)
{
    if (!as_json) {
        err << "roostctl: " << error.detail << "\n";
        return;
    }
    json::Object object;
    object["code"] = codeName(error.code);
    object["message"] = error.detail;
    err << boost::json::serialize(object) << "\n";
}

} // namespace

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err)
{
    CommandLine line(out);
    const auto words = withLiteralsKept(argc, argv);
    std::vector<const char*> kept;
    for (const std::string& word : words) kept.push_back(word.c_str());
    try {
        line.app().parse(argc, kept.data());
    } catch (const CLI::RequiredError& e) {
        return explainMissing(line.app(), e, err);
    } catch (const CLI::ParseError& e) {
        return line.app().exit(e, out, err) == 0 ? Done : WrongUsage;
    }
    const auto done = line.perform();
    if (done) return Done;
    printError(done.error(), line.wantsJson(), err);
    return Refused;
}

} // namespace roost::ctl
