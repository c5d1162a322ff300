<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Account</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Admin</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caller(s) waiting</source>
        <translation>
            <numerusform>%n caller waiting</numerusform>
            <numerusform>%n callers waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Floor</name>
    <message numerus="yes">
        <source>%n caller(s) waiting</source>
        <translation>
            <numerusform>%n caller waiting</numerusform>
            <numerusform>%n callers waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) signed in</source>
        <translation>
            <numerusform>%n agent signed in</numerusform>
            <numerusform>%n agents signed in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>Server: connected, sending %n record(s).</source>
        <translation>
            <numerusform>Server: connected, sending %n record.</numerusform>
            <numerusform>Server: connected, sending %n records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) waiting.</source>
        <translation>
            <numerusform>%n record waiting.</numerusform>
            <numerusform>%n records waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdleView</name>
    <message numerus="yes">
        <source>%n minute(s) talked</source>
        <translation>
            <numerusform>%n minute talked</numerusform>
            <numerusform>%n minutes talked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) answered</source>
        <translation>
            <numerusform>%n call answered</numerusform>
            <numerusform>%n calls answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Patients</name>
    <message numerus="yes">
        <source>%n patient(s) found</source>
        <translation>
            <numerusform>%n patient found</numerusform>
            <numerusform>%n patients found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message numerus="yes">
        <source>%n person(s) share this number</source>
        <translation>
            <numerusform>%n person has this number</numerusform>
            <numerusform>%n people share this number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unfinished</name>
    <message numerus="yes">
        <source>%n record(s) saved here, will be sent</source>
        <translation>
            <numerusform>%n record saved here, will be sent</numerusform>
            <numerusform>%n records saved here, will be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message numerus="yes">
        <source>%n more before the list gives up</source>
        <translation>
            <numerusform>%n more before the list gives up</numerusform>
            <numerusform>%n more before the list gives up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed call(s)</source>
        <translation>
            <numerusform>%n missed call</numerusform>
            <numerusform>%n missed calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try/tries</source>
        <translation>
            <numerusform>%n try</numerusform>
            <numerusform>%n tries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A call-back is owed: %n missed call(s)</source>
        <translation>
            <numerusform>A call-back is owed: %n missed call</numerusform>
            <numerusform>A call-back is owed: %n missed calls</numerusform>
        </translation>
    </message>
</context>
</TS>
