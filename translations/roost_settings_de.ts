<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>SettingHelp</name>
    <message>
        <source>The part after the @ of every address on this relay. It is chosen once, at setup: addresses, and with them everybody&apos;s contacts, depend on it.</source>
        <translation>Der Teil nach dem @ jeder Adresse auf diesem Relay. Er wird einmal gewählt, bei der Einrichtung: Adressen, und mit ihnen die Kontakte aller, hängen daran.</translation>
    </message>
    <message>
        <source>The addresses of this machine that the relay answers on. 127.0.0.1 can be reached from this machine only; 0.0.0.0 and :: mean all of them.</source>
        <translation>Die Adressen dieses Rechners, an denen das Relay antwortet. 127.0.0.1 ist nur von diesem Rechner aus erreichbar; 0.0.0.0 und :: bedeuten alle.</translation>
    </message>
    <message>
        <source>Where the certificate comes from that proves to apps that they talk to this relay. A self-signed one needs nobody else, but apps must be told to accept it; invite links do that.</source>
        <translation>Woher das Zertifikat kommt, das Apps beweist, dass sie mit diesem Relay sprechen. Ein selbstsigniertes braucht niemanden sonst, aber Apps muss gesagt werden, dass sie es annehmen; Einladungslinks tun das.</translation>
    </message>
    <message>
        <source>A mail address where users can ask what happens with their data. Shown on the relay&apos;s web page and in apps.</source>
        <translation>Eine Mail-Adresse, bei der Benutzer fragen können, was mit ihren Daten geschieht. Sie steht auf der Webseite des Relays und in Apps.</translation>
    </message>
    <message>
        <source>A short text that apps show in the details of this relay.</source>
        <translation>Ein kurzer Text, den Apps bei den Einzelheiten dieses Relays zeigen.</translation>
    </message>
    <message>
        <source>Added to every port below. For trying the relay out beside another mail server, or without the right to use ports under 1024. Leave it at 0 for real use.</source>
        <translation>Wird zu jedem Port darunter addiert. Um das Relay neben einem anderen Mailserver auszuprobieren, oder ohne das Recht auf Ports unter 1024. Für den echten Betrieb 0.</translation>
    </message>
    <message>
        <source>Where apps send messages, encrypted from the first octet. Apps expect 465.</source>
        <translation>Wo Apps Nachrichten senden, vom ersten Byte an verschlüsselt. Apps erwarten 465.</translation>
    </message>
    <message>
        <source>Where apps send messages that begin in plain and then switch to encryption. Apps expect 587.</source>
        <translation>Wo Apps Nachrichten senden, die offen beginnen und dann zur Verschlüsselung wechseln. Apps erwarten 587.</translation>
    </message>
    <message>
        <source>Where apps fetch messages, encrypted from the first octet. Apps expect 993.</source>
        <translation>Wo Apps Nachrichten abholen, vom ersten Byte an verschlüsselt. Apps erwarten 993.</translation>
    </message>
    <message>
        <source>Where apps fetch messages that begin in plain and then switch to encryption. Apps expect 143.</source>
        <translation>Wo Apps Nachrichten abholen, die offen beginnen und dann zur Verschlüsselung wechseln. Apps erwarten 143.</translation>
    </message>
    <message>
        <source>The web page, invites, and a way in for apps in networks that block mail ports. Browsers expect 443.</source>
        <translation>Die Webseite, Einladungen, und ein Weg für Apps in Netzen, die Mail-Ports sperren. Browser erwarten 443.</translation>
    </message>
    <message>
        <source>Whether anybody may make a new account by logging in with an unused address. When closed, those who have an account go on as before.</source>
        <translation>Ob jeder ein neues Konto anlegen darf, indem er sich mit einer unbenutzten Adresse anmeldet. Ist das geschlossen, machen alle mit Konto weiter wie bisher.</translation>
    </message>
    <message>
        <source>The shortest name a new account may have in front of the @. Apps make names of 9 characters; a longer minimum locks them out.</source>
        <translation>Der kürzeste Name, den ein neues Konto vor dem @ haben darf. Apps bilden Namen aus 9 Zeichen; ein längeres Minimum sperrt sie aus.</translation>
    </message>
    <message>
        <source>The longest name a new account may have in front of the @. Apps make names of 9 characters; a shorter maximum locks them out.</source>
        <translation>Der längste Name, den ein neues Konto vor dem @ haben darf. Apps bilden Namen aus 9 Zeichen; ein kürzeres Maximum sperrt sie aus.</translation>
    </message>
    <message>
        <source>The shortest password a new account may have. Apps make passwords of 12 or more random characters.</source>
        <translation>Das kürzeste Passwort, das ein neues Konto haben darf. Apps bilden Passwörter aus 12 oder mehr zufälligen Zeichen.</translation>
    </message>
    <message>
        <source>How many accounts may be made in one hour from one network (a home, an office). Stops scripts that fill the relay. Raise it for an event where many people join over one Wi-Fi.</source>
        <translation>Wie viele Konten in einer Stunde aus einem Netz (einer Wohnung, einem Büro) entstehen dürfen. Hält Skripte auf, die das Relay füllen. Erhöhen Sie es für eine Veranstaltung, bei der viele über ein WLAN beitreten.</translation>
    </message>
    <message>
        <source>How many accounts may be made in one second, from everywhere together.</source>
        <translation>Wie viele Konten in einer Sekunde entstehen dürfen, von überall zusammen.</translation>
    </message>
    <message>
        <source>How long a deleted account can be brought back before its messages are erased for good. The address is kept free of others meanwhile.</source>
        <translation>Wie lange ein gelöschtes Konto zurückgeholt werden kann, bevor seine Nachrichten endgültig gelöscht werden. Die Adresse bleibt so lange für andere gesperrt.</translation>
    </message>
    <message>
        <source>No new accounts while the machine is busier than this (load average of one minute). Existing users are not affected.</source>
        <translation>Keine neuen Konten, solange der Rechner beschäftigter ist (durchschnittliche Last einer Minute). Wer schon ein Konto hat, merkt nichts.</translation>
    </message>
    <message>
        <source>No new accounts while the machine has less free memory than this. Existing users are not affected.</source>
        <translation>Keine neuen Konten, solange der Rechner weniger freien Speicher hat. Wer schon ein Konto hat, merkt nichts.</translation>
    </message>
    <message>
        <source>No new accounts while the disk has less room than this. Existing users are not affected.</source>
        <translation>Keine neuen Konten, solange die Platte weniger Platz hat. Wer schon ein Konto hat, merkt nichts.</translation>
    </message>
    <message>
        <source>How many messages one user may send in a minute, in the long run. Keeps a misused account from flooding others.</source>
        <translation>Wie viele Nachrichten ein Benutzer auf Dauer in einer Minute senden darf. Hält ein missbrauchtes Konto davon ab, andere zu überschütten.</translation>
    </message>
    <message>
        <source>How many messages one user may send at once before the rate per minute applies.</source>
        <translation>Wie viele Nachrichten ein Benutzer auf einmal senden darf, bevor die Grenze je Minute gilt.</translation>
    </message>
    <message>
        <source>The largest message, with attachments, that is accepted. Encryption makes attachments about a third larger.</source>
        <translation>Die größte Nachricht mit Anhängen, die angenommen wird. Verschlüsselung macht Anhänge etwa um ein Drittel größer.</translation>
    </message>
    <message>
        <source>How many people one message may go to: the size of the largest group.</source>
        <translation>An wie viele Leute eine Nachricht gehen darf: die Größe der größten Gruppe.</translation>
    </message>
    <message>
        <source>How much one user may keep here. When a mailbox gets close to it, its oldest messages are removed. Phones keep their own copies.</source>
        <translation>Wie viel ein Benutzer hier aufbewahren darf. Kommt ein Postfach dem nahe, werden seine ältesten Nachrichten entfernt. Telefone behalten ihre eigenen Kopien.</translation>
    </message>
    <message>
        <source>Messages are removed from the relay after this time. Phones that were not online in all that time miss them. This version does not remove them yet.</source>
        <translation>Nach dieser Zeit werden Nachrichten vom Relay entfernt. Telefone, die in der ganzen Zeit nicht online waren, verpassen sie. Diese Version entfernt sie noch nicht.</translation>
    </message>
    <message>
        <source>Messages above 200 KB that an app has already noticed are removed after this time, to save room. This version does not remove them yet.</source>
        <translation>Nachrichten über 200 KB, die eine App schon bemerkt hat, werden nach dieser Zeit entfernt, um Platz zu sparen. Diese Version entfernt sie noch nicht.</translation>
    </message>
    <message>
        <source>Accounts that nobody logged in to for this time are removed with their messages, and the address becomes free. This version does not remove them yet.</source>
        <translation>Konten, bei denen sich so lange niemand angemeldet hat, werden mit ihren Nachrichten entfernt, und die Adresse wird frei. Diese Version entfernt sie noch nicht.</translation>
    </message>
    <message>
        <source>How many apps may wait for messages at the same time. Each costs about 20 KB of memory.</source>
        <translation>Wie viele Apps gleichzeitig auf Nachrichten warten dürfen. Jede kostet etwa 20 KB Speicher.</translation>
    </message>
    <message>
        <source>How many apps and servers may hand over messages at the same time.</source>
        <translation>Wie viele Apps und Server gleichzeitig Nachrichten abgeben dürfen.</translation>
    </message>
    <message>
        <source>How many browsers and servers may use the web address at the same time.</source>
        <translation>Wie viele Browser und Server die Web-Adresse gleichzeitig benutzen dürfen.</translation>
    </message>
    <message>
        <source>How often a waiting app gets a sign of life. Shorter finds lost connections sooner, longer saves the battery of phones.</source>
        <translation>Wie oft eine wartende App ein Lebenszeichen bekommt. Kürzer findet verlorene Verbindungen eher, länger schont den Akku von Telefonen.</translation>
    </message>
    <message>
        <source>How long a connection may stay open without logging in.</source>
        <translation>Wie lange eine Verbindung ohne Anmeldung offen bleiben darf.</translation>
    </message>
    <message>
        <source>How long an app that fetches messages may be silent before it is disconnected.</source>
        <translation>Wie lange eine App, die Nachrichten abholt, still sein darf, bevor sie getrennt wird.</translation>
    </message>
    <message>
        <source>How long an app or server that hands over a message may be silent before it is disconnected.</source>
        <translation>Wie lange eine App oder ein Server beim Abgeben einer Nachricht still sein darf, bevor getrennt wird.</translation>
    </message>
    <message>
        <source>How long a browser or server on the web address may be silent before it is disconnected.</source>
        <translation>Wie lange ein Browser oder Server an der Web-Adresse still sein darf, bevor er getrennt wird.</translation>
    </message>
    <message>
        <source>How much memory messages may take while they arrive, all together. Beyond it they are written to the disk as they come.</source>
        <translation>Wie viel Speicher Nachrichten bei der Ankunft zusammen belegen dürfen. Darüber hinaus werden sie gleich auf die Platte geschrieben.</translation>
    </message>
    <message>
        <source>How much room on the disk messages may take while they arrive, all together. Beyond it senders are asked to try again later.</source>
        <translation>Wie viel Platz auf der Platte Nachrichten bei der Ankunft zusammen belegen dürfen. Darüber hinaus werden Absender gebeten, es später noch einmal zu versuchen.</translation>
    </message>
    <message>
        <source>How much the relay writes to the system&apos;s log. &quot;debug&quot; may name addresses: use it only to find a fault, and go back to &quot;info&quot;. It ends by itself after an hour.</source>
        <translation>Wie viel das Relay ins Protokoll des Systems schreibt. „debug“ kann Adressen nennen: Benutzen Sie es nur, um einen Fehler zu finden, und gehen Sie dann zurück zu „info“. Nach einer Stunde endet es von selbst.</translation>
    </message>
    <message>
        <source>Where other servers hand over messages for the users of this relay. They expect 25.</source>
        <translation>Wo andere Server Nachrichten für die Benutzer dieses Relays abgeben. Sie erwarten 25.</translation>
    </message>
    <message>
        <source>The name under which the key that signs outgoing messages stands in the DNS. Change it only together with the DNS record: other servers refuse messages whose key they do not find.</source>
        <translation>Der Name, unter dem der Schlüssel, der ausgehende Nachrichten unterschreibt, im DNS steht. Ändern Sie ihn nur zusammen mit dem DNS-Eintrag: Andere Server lehnen Nachrichten ab, deren Schlüssel sie nicht finden.</translation>
    </message>
    <message>
        <source>How long the relay waits before it tries a message again that another server could not take. The wait doubles with each try.</source>
        <translation>Wie lange das Relay wartet, bevor es eine Nachricht noch einmal versucht, die ein anderer Server nicht annehmen konnte. Die Wartezeit verdoppelt sich mit jedem Versuch.</translation>
    </message>
    <message>
        <source>The longest wait between two tries.</source>
        <translation>Die längste Wartezeit zwischen zwei Versuchen.</translation>
    </message>
    <message>
        <source>How long the relay keeps trying to deliver a message to another server before it tells the sender that it failed.</source>
        <translation>Wie lange das Relay versucht, eine Nachricht an einen anderen Server zuzustellen, bevor es dem Absender sagt, dass es nicht ging.</translation>
    </message>
    <message>
        <source>Whether messages to other relays travel over HTTPS first, which also works where providers block port 25. Otherwise, and when that fails, they travel by SMTP.</source>
        <translation>Ob Nachrichten an andere Relays zuerst über HTTPS gehen, was auch dort klappt, wo Anbieter Port 25 sperren. Sonst, und wenn das nicht gelingt, gehen sie per SMTP.</translation>
    </message>
    <message>
        <source>Whether the relay keeps to what other domains publish about their mail servers over HTTPS (MTA-STS). Encryption with a trusted certificate is asked for either way.</source>
        <translation>Ob sich das Relay an das hält, was andere Domains über ihre Mailserver per HTTPS veröffentlichen (MTA-STS). Verschlüsselung mit einem vertrauenswürdigen Zertifikat wird so oder so verlangt.</translation>
    </message>
    <message>
        <source>Whether the relay keeps to what other domains publish about their certificates in signed DNS records (DANE). Encryption with a trusted certificate is asked for either way.</source>
        <translation>Ob sich das Relay an das hält, was andere Domains über ihre Zertifikate in unterschriebenen DNS-Einträgen veröffentlichen (DANE). Verschlüsselung mit einem vertrauenswürdigen Zertifikat wird so oder so verlangt.</translation>
    </message>
    <message>
        <source>Domains whose servers cannot encrypt and which get their messages all the same. The messages themselves stay encrypted from person to person, but who writes to whom can be seen on the way.</source>
        <translation>Domains, deren Server nicht verschlüsseln können und die ihre Nachrichten trotzdem bekommen. Die Nachrichten selbst bleiben von Mensch zu Mensch verschlüsselt, aber wer wem schreibt, ist unterwegs zu sehen.</translation>
    </message>
    <message>
        <source>Certificates (PEM) of authorities that are trusted besides the public ones when the relay talks to other servers. For closed networks with an authority of their own.</source>
        <translation>Zertifikate (PEM) von Stellen, denen neben den öffentlichen vertraut wird, wenn das Relay mit anderen Servern spricht. Für geschlossene Netze mit einer eigenen Stelle.</translation>
    </message>
    <message>
        <source>DNS servers to ask, such as 192.0.2.53 or 127.0.0.1:5353. Empty is best: the relay then asks the name servers of each domain itself. For closed networks.</source>
        <translation>DNS-Server, die gefragt werden, etwa 192.0.2.53 oder 127.0.0.1:5353. Leer ist am besten: Das Relay fragt dann selbst die Nameserver jeder Domain. Für geschlossene Netze.</translation>
    </message>
    <message>
        <source>Whether other servers are reached by IPv4 only. For machines whose IPv6 does not work.</source>
        <translation>Ob andere Server nur über IPv4 erreicht werden. Für Rechner, deren IPv6 nicht funktioniert.</translation>
    </message>
    <message>
        <source>The port on which other servers take messages. It is 25 everywhere; another is for tests.</source>
        <translation>Der Port, auf dem andere Server Nachrichten annehmen. Er ist überall 25; ein anderer ist für Tests.</translation>
    </message>
    <message>
        <source>The port on which other relays take messages over HTTPS. It is 443 everywhere; another is for tests.</source>
        <translation>Der Port, auf dem andere Relays Nachrichten über HTTPS annehmen. Er ist überall 443; ein anderer ist für Tests.</translation>
    </message>
    <message>
        <source>How many servers get messages at the same time. One that says nothing costs little (13 KB), and a crowd of them delays nobody as long as there are places for all. At most two fifths of the open files that the system allows are used.</source>
        <translation>Wie viele Server gleichzeitig Nachrichten bekommen. Einer, der nichts sagt, kostet wenig (13 KB), und eine Menge davon hält niemanden auf, solange für alle Platz ist. Höchstens zwei Fünftel der offenen Dateien, die das System erlaubt, werden benutzt.</translation>
    </message>
    <message>
        <source>How many servers that did not answer last time are tried at the same time. They have places of their own, so that they never delay the others.</source>
        <translation>Wie viele Server, die beim letzten Mal nicht geantwortet haben, gleichzeitig versucht werden. Sie haben eigene Plätze, damit sie die anderen nie aufhalten.</translation>
    </message>
</context>
</TS>
