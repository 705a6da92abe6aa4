/*
 * document_letterhead.h -- the head and foot of a Vietnamese office's document (Decree
 * 30/2020/NĐ-CP, annex I): whose it is, the state's name and motto, its number, place and
 * date, the kind of document; at the end to whom it goes and who signed.
 *
 *	UBND TỈNH A                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 *	SỞ B                                  Độc lập - Tự do - Hạnh phúc
 *	Số: 12/TB-SB                     A, ngày 25 tháng 11 năm 2026
 *
 * They stand in tables of two columns, or side by side in a line. What a document says
 * begins behind them, so a headline and a text must not be looked for there.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_LETTERHEAD_H
#define ANNALS_ARCHIVER_GATHER_READ_DOCUMENT_LETTERHEAD_H

#include "archiver/gather/read/document.h"

struct document_letterhead {
	bool found;
	bool signed_at_end; /* it has a foot: who signed is no author */
	bool dated;
	struct civil day;  /* its first second, UTC */
	struct slice date; /* the line; in the document's text */
	struct slice number;
};

/* Marks paragraphs as DOCUMENT_LETTERHEAD. */
void document_letterhead_find(struct document *d, struct document_letterhead *out);

#endif
