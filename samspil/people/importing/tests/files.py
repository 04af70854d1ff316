# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""Example files of an import, as documented in docs/import.md."""

import io
import zipfile

import openpyxl

from samspil.people.importing.files.tables import SourceFile

SCHOOLS = """institutionsnummer;navn;e-mail;telefon;adresse
101A01;Åskolen;aaskolen@example.org;70 00 00 01;"Skolevej 1
8000 Ådal"
101A02;Bakkeskolen;;;
"""
PUPILS = """elev-id;fornavn;efternavn;institutionsnummer;skoleår;klasse;fødselsår;navnebeskyttelse
e1;Asta;Østergård;101A01;2026-2027;3.a;2017;
e2;Bo;Ærø;101A01;2026-2027;3.a;2017;ja
e3;Cille;Ås;101A02;2026/27;0.b;2020;nej
"""
GUARDIANS = """voksen-id;elev-id;fornavn;efternavn;e-mail;telefon;sprog;relation;forældremyndighed;må kontaktes
v1;e1;Olena;Østergård;olena@example.org;20304050;ukrainsk;mor;ja;ja
v1;e2;Olena;Østergård;olena@example.org;20304050;ukrainsk;mor;ja;ja
v2;e2;Per;Ærø;per@example.org;;;far;nej;nej
v3;e3;Rie;Ås;;;;forælder;;
"""
STAFF = """person-id;fornavn;efternavn;e-mail;institutionsnummer;rolle
s1;Mads;Lærer;mads@example.org;101A01;lærer
s2;Kirsten;Leder;kirsten@example.org;101A01;leder
"""
SEATS = """institutionsnummer;fornavn;efternavn;e-mail;plads;formand;fra;til
101A01;Amina;Formand;amina@example.org;forælder;ja;01.08.2024;
101A01;Mads;Lærer;mads@example.org;medarbejder;nej;01.08.2024;
101A02;Bo;Fremmed;bo@example.org;forælder;nej;;
"""
ALL = {"skoler": SCHOOLS, "elever": PUPILS, "forældre": GUARDIANS, "ansatte": STAFF, "bestyrelser": SEATS}


def csv_files(encoding: str = "utf-8", **changes: str) -> list[SourceFile]:
    return [SourceFile(f"{name}.csv", text.encode(encoding)) for name, text in (ALL | changes).items() if text]


def zipped(files: list[SourceFile]) -> SourceFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in files:
            archive.writestr(file.name, file.data)
    return SourceFile("alt.zip", buffer.getvalue())


def workbook(**changes: str) -> SourceFile:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in (ALL | changes).items():
        sheet = book.create_sheet(name)
        for line in text.replace('"Skolevej 1\n8000 Ådal"', "Skolevej 1, 8000 Ådal").splitlines():
            sheet.append(line.split(";"))
    buffer = io.BytesIO()
    book.save(buffer)
    return SourceFile("alt.xlsx", buffer.getvalue())


ONEROSTER = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n",
    "orgs.csv": (
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
        "d1,,,Ådal Kommune,district,,\no1,,,Åskolen,school,101A01,d1\n"
    ),
    "academicSessions.csv": (
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
        "t1,,,2026/27,schoolYear,2026-08-01,2027-07-31,,2027\n"
    ),
    "classes.csv": (
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
        "schoolSourcedId,termSourcedIds\n"
        "c1,,,3.a,03,,,homeroom,,o1,t1\nc2,,,Engelsk hold 1,03,,,scheduled,,o1,t1\n"
    ),
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds\n"
        'u1,,,true,o1,student,,,Asta,Østergård,,,,,,"u2,u3"\n'
        "u2,,,true,o1,parent,,,Olena,Østergård,,,olena@example.org,20304050,,\n"
        "u3,,,true,o1,guardian,,,Per,Værge,,,,,,u1\n"
        "u4,,,true,o1,teacher,,,Mads,Lærer,,,mads@example.org,,,\n"
        "u5,tobedeleted,,true,o1,teacher,,,Slettet,Lærer,,,,,,\n"
    ),
    "enrollments.csv": (
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "n1,,,c1,o1,u1,student,,,\nn2,,,c2,o1,u1,student,,,\nn3,,,c1,o1,u4,teacher,,,\n"
    ),
}


def oneroster(**changes: str) -> list[SourceFile]:
    files = {**ONEROSTER, **{f"{name}.csv": text for name, text in changes.items()}}
    return [SourceFile(name, text.encode()) for name, text in files.items() if text]
