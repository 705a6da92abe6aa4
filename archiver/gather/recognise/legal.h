/*
 * legal.h -- references to Vietnamese legal documents.
 *
 *	Quyết định số 1526/QĐ-TTg ngày 09/12/2022     vn:1526/QĐ-TTg:2022-12-09
 *	Nghị định 178/2024/NĐ-CP                       vn:178/2024/NĐ-CP
 *	Nghị quyết số 18-NQ/TW, Kết luận 45 - KL/TW    vn:18-NQ/TW, vn:45-KL/TW
 *	Chỉ thị 05                                     vn:Chỉ thị 05
 *	Luật Thi đua, khen thưởng năm 2022             vn:Luật Thi đua, khen thưởng:2022
 *
 * The shape of numbers: Decree 30/2020/NĐ-CP, annex III; with the year, Law
 * 80/2015/QH13 and Decree 34/2016/NĐ-CP; with a hyphen first, Guidance 36-HD/VPTW.
 */
#ifndef ANNALS_ARCHIVER_GATHER_RECOGNISE_LEGAL_H
#define ANNALS_ARCHIVER_GATHER_RECOGNISE_LEGAL_H

#include "archiver/gather/recognise/passage.h"

/* Tells all in a passage, before dates are told in it. */
void legal_find(struct passage *p);

#endif
