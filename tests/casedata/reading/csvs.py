"""Builders of the CSV files of returns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def csv_file(
    folder: Path,
    name: str,
    lines: Sequence[str],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    end: str = "\r\n",
) -> Path:
    """A CSV file of these lines, written with commas."""
    path = folder / name
    text = end.join(line.replace(",", delimiter) for line in lines) + end
    path.write_bytes(text.encode(encoding))
    return path


EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"


def the_903(folder: Path) -> list[Path]:
    """A small return of the year to 31 March 2024, under names that say nothing."""
    files = {
        "a.csv": [
            HEADER,
            "101,1,04/03/2012,WBRI,X,,",
            "102,2,05/06/2009,MWBC,X,,",
            "103,M,07/08/2020,AIND,X,,",
            "104,F,09/10/2006,BAFR,X,1,10/11/2023",
        ],
        "b.csv": [
            EPISODES,
            "101,01/05/2023,S,V2,N1,U6,PR1,10/08/2023,X1,,AB1 2CD,AB1 2CE,",
            "101,10/08/2023,L,C1,N1,U6,PR1,01/11/2023,X1,,,,",
            "101,01/11/2023,P,C1,N1,K2,PR4,,,CARPL,,,SC123",
            "102,01/02/2022,P,C2,N5,U4,PR1,,,,,,",
            "103,01/04/2023,S,C2,N1,U1,PR1,01/07/2023,X1,,,,",
            "103,01/07/2023,L,E1,N1,U1,PR1,01/09/2023,X1,,,,",
            "103,01/09/2023,P,E1,N1,A5,PR1,01/02/2024,E11,,,,",
            "104,01/01/2023,S,V2,N8,U6,PR1,01/05/2023,E4A,,,,",
            "104,01/09/2023,S,V2,N8,U6,PR1,,,,,,",
            "105,01/09/2023,S,V4,N2,R1,PR1,,,,,,",
        ],
        "c.csv": [
            "CHILD,DOB,REVIEW,REVIEW_CODE",
            "101,04/03/2012,25/05/2023,PN1",
            "104,09/10/2006,01/03/2023,PN2",
        ],
        "d.csv": ["CHILD,SEX,DOB,DUC", "104,2,09/10/2006,"],
        "e.csv": [
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
            "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
            "102,05/06/2009,14,,0,,1,1,0,0,,",
        ],
        "f.csv": ["CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "201,05/06/2004,YES,F2,U1", "202,05/06/2004,NO,0,0"],
        "g.csv": [
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
            "103,07/08/2020,20/05/2023,20/08/2023,0,2,MF,MM",
        ],
        "h.csv": [
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
            "103,07/08/2020,20/05/2023,,",
            "102,05/06/2009,01/02/2023,01/06/2023,RD1",
        ],
        "i.csv": ["CHILD,DOB,MISSING,MIS_START,MIS_END", "101,04/03/2012,M,03/12/2023,05/12/2023"],
        "j.csv": ["CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "101,04/03/2012,P0,,"],
    }
    return [csv_file(folder, name, lines) for name, lines in files.items()]


def the_sen2(folder: Path) -> list[Path]:
    """A small SEN2 return of 2023, as COLLECT exports its modules."""
    files = {
        "p.csv": [
            "persontableid,NativeId,surname,forename,personbirthdate,sex,ethnicity,postcode,upn,uniquelearnernumber,"
            "upnunknown",
            "1,,Rivers,Ash,2014-05-06,M,WBRI,AB1 2CD,A123456789012,,",
            "2,,Rivers,Elm,2012-05-06,F,BCRB,AB1 2CD,,,UN3",
            "3,,Fields,Oak,2016-07-08,F,CHNE,AB1 2CD,B123456789012,,",
        ],
        "r.csv": [
            "requeststableid,persontableid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,"
            "requestmediation,requesttribunal,exported",
            "11,1,2023-01-09,1,0,2023-02-20,Y,0,0,",
            "12,2,2023-03-01,2,0,2023-04-12,N,0,0,",
            "13,3,2023-09-04,1,0,,A,0,0,",
            "14,9,2023-09-04,1,0,,A,0,0,",
        ],
        "a.csv": [
            "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,"
            "assessmenttribunal,othermediation,othertribunal,week20",
            "21,11,Y,2023-05-01,0,0,0,0,1",
        ],
        "n.csv": [
            "namedplantableid,assessmenttableid,startdate,planres,PlanWPB,pb,oa,dp,ceasedate,ceasereason",
            "31,21,2023-05-29,A,1,0,0,,,",
        ],
        "v.csv": [
            "activeplanstableid,requeststableid,transferla,reviewmeeting,reviewoutcome,reviewdraft,"
            "phasetransferduedate,phasetransferfinaldate,lastreview",
            "41,11,,2023-11-01,M,,,,2023-11-20",
        ],
        "s.csv": ["senneedtableid,activeplanstableid,sentype,sentyperank", "51,41,SLCN,2", "52,41,ASD,1"],
        "d.csv": [
            "plandetailtableid,namedplantableid,urn,ukprn,sensetting,placementrank",
            "61,31,100001,,,1",
        ],
    }
    return [csv_file(folder, name, lines) for name, lines in files.items()]
